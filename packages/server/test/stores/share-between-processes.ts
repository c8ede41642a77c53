import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect } from "vitest";
import type { Backend } from "./backends.ts";
import { idOf, listAll, recordOf } from "./records.ts";

const script = new URL("contend.ts", import.meta.url).pathname;

interface Outcome {
  readonly added: number;
  readonly changed: number;
}

async function contend(address: string, process_: number): Promise<Outcome> {
  const child = spawn(
    process.execPath,
    ["--conditions=@sandboxes/source", script, address, String(process_)],
    // The process ends even if the test fails.
    { stdio: ["ignore", "pipe", "inherit"], timeout: 50_000, killSignal: "SIGKILL" },
  );
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
  expect(code).toBe(0);
  return JSON.parse(output) as Outcome;
}

/** Proves that processes that open a new store at once never exceed a cap, and lose no change. */
export async function shareBetweenProcesses({ create }: Backend): Promise<void> {
  const place = await create();
  try {
    // The first process creates the store.
    const outcomes = await Promise.all(
      [0, 1, 2, 3].map(async (n) => await contend(place.address, n)),
    );
    const store = await place.connect();
    expect(await listAll(store, "capped")).toHaveLength(25);
    expect(sum(outcomes.map(({ added }) => added))).toBe(25);
    const record = await store.findSandbox("contended", idOf(9999));
    expect(record).toMatchObject({
      revision: 100,
      sandbox: recordOf("contended", 9999, { metadata: { count: "100" } }).sandbox,
    });
    expect(sum(outcomes.map(({ changed }) => changed))).toBe(100);
  } finally {
    await place.clear();
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
