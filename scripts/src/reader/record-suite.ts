import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { repository } from "../repository.ts";
import { runCommand } from "../run-command.ts";

type Headers = readonly (readonly [name: string, value: string])[];

/** A request of a server's test, and its response. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  /** The body in Base64, or `null` for none. The same applies to the response. */
  readonly body: string | null;
  readonly status: number;
  readonly answerHeaders: Headers;
  readonly answer: string | null;
}

/**
 * Runs the server's tests of its API and records each request and response.
 *
 * @returns each exchange once; two that differ only in ids, tokens and times are the same
 * @throws {Error} when a test fails
 */
export async function recordSuite(folder: string): Promise<Exchange[]> {
  const file = join(folder, "exchanges.jsonl");
  const args = ["exec", "vitest", "run", "--config", "../../vitest.config.ts"];
  // These tests start servers of their own, so their requests cannot be recorded.
  const others = ["--exclude", "{src,test/stores,test/crash,test/load}/**"];
  const { code, output } = await runCommand("pnpm", [...args, ...others], {
    cwd: join(repository, "packages/server"),
    env: { ...process.env, SANDBOXES_EXCHANGES: file },
  });
  if (code !== 0)
    throw new Error(`The tests of the server fail while they are recorded:\n${output}`);
  const all = (await readFile(file, "utf8"))
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Exchange);
  return [...new Map(all.map((exchange) => [kindOf(exchange), exchange])).values()];
}

/** Returns the text of a body. */
export function textOf(body: string | null): string {
  return body === null ? "" : Buffer.from(body, "base64").toString();
}

function kindOf({ method, path, headers, body, status, answer }: Exchange): string {
  const sent = headers.filter(([name]) => ["content-type", "x-api-key"].includes(name));
  const parts = [method, path, String(sent), textOf(body), status, textOf(answer)];
  return parts
    .join("\n")
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, "id")
    .replaceAll(/\b(?:sat|ss)_[\da-f]+/g, "token")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "time");
}
