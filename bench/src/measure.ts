import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The cost of one run of a program, as a whole process. */
export interface Usage {
  /** Wall-clock time in milliseconds. */
  wall: number;
  /** CPU time of all threads in milliseconds. */
  cpu: number;
  /** Peak memory in MiB. */
  memory: number;
}

const reporter = fileURLToPath(new URL("report-usage.mjs", import.meta.url));

/**
 * Runs programs in turns, so that a slow moment of the machine affects all of them.
 *
 * @param before functions to call before each run of a program, by name
 * @returns the median of each figure, by name
 */
export async function measure(
  programs: Readonly<Record<string, { args: readonly string[]; before?: () => void }>>,
  runs: number,
): Promise<Record<string, Usage>> {
  const usages = new Map<string, Usage[]>(Object.keys(programs).map((name) => [name, []]));
  // The first round only warms the file cache.
  for (let round = 0; round <= runs; round++) {
    for (const [name, { args, before }] of Object.entries(programs)) {
      before?.();
      const usage = await run(args);
      if (round > 0) usages.get(name)?.push(usage);
    }
  }
  return Object.fromEntries([...usages].map(([name, all]) => [name, medianOf(all)]));
}

async function run(args: readonly string[]): Promise<Usage> {
  const start = performance.now();
  const child = spawn(process.execPath, ["--import", reporter, ...args], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  let [report, errors] = ["", ""];
  child.stdio[3]?.on("data", (chunk: Buffer) => (report += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise((resolve) => child.on("close", resolve));
  const wall = performance.now() - start;
  if (code !== 0) throw new Error(`node ${args.join(" ")} ended with ${String(code)}:\n${errors}`);
  // A program that replaces itself by another one, as the compiler does, reports nothing.
  const { cpu = Number.NaN, memory = Number.NaN } = JSON.parse(report || "{}") as Partial<Usage>;
  return { wall, cpu, memory };
}

/** Returns the median. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function medianOf(usages: readonly Usage[]): Usage {
  const of = (pick: (usage: Usage) => number): number => median(usages.map(pick));
  return { wall: of((u) => u.wall), cpu: of((u) => u.cpu), memory: of((u) => u.memory) };
}
