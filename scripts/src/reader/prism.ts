import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { repository } from "../repository.ts";

// Not a dependency: 74 MB for one check. It needs Node 24.
const program = "@stoplight/prism-cli@5.16.0";

/** Prism in a process of its own. */
export interface Prism extends AsyncDisposable {
  readonly port: number;
}

/**
 * Starts Prism over the spec: fetched from the registry the first time, from a cache from then on.
 *
 * @param args such as `["mock"]`, or `["proxy"]` with the `upstream`
 * @returns once it listens
 * @throws {Error} when it does not within two minutes, with what it said
 */
export async function startPrism(
  [command, ...flags]: readonly [command: "mock" | "proxy", ...flags: string[]],
  ...upstream: string[]
): Promise<Prism> {
  const where = [join(repository, "spec/openapi.yaml"), ...upstream, "--port", "0"];
  const child = spawn("npx", ["-y", program, command, ...where, ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that what npx starts ends with it.
    detached: true,
    env: { ...process.env, SCARF_ANALYTICS: "false" },
  });
  const gone = once(child, "close");
  const kill = (): void => {
    try {
      process.kill(-child.pid!, "SIGKILL");
    } catch {
      // It is gone already.
    }
  };
  process.once("exit", kill);
  let output = "";
  let port: number;
  const deadline = setTimeout(kill, 120_000);
  try {
    port = await new Promise<number>((resolve, reject) => {
      const hear = (chunk: Buffer): void => {
        output += chunk.toString();
        const found = /listening on http:\/\/[^:/\s]+:(\d+)/i.exec(output)?.[1];
        if (found !== undefined) resolve(Number(found));
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("error", reject);
      void gone.then(() => reject(new Error(`Prism has not started:\n${output}`)));
    });
  } finally {
    clearTimeout(deadline);
  }
  const end = async (): Promise<void> => {
    kill();
    process.off("exit", kill);
    await gone;
  };
  return { port, [Symbol.asyncDispose]: end };
}
