import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median } from "../measure.ts";

const runs = 21;
const folder = fileURLToPath(new URL("../..", import.meta.url));

/** What one import takes, in milliseconds. */
export interface ImportTime {
  /** All of it. */
  readonly total: number;
  /**
   * Where Node has loaded its own `fetch` before. That takes longer than most packages do, and falls
   * to the import of those that touch it, and to the first call of the others.
   */
  readonly own: number;
}

/**
 * Imports packages, as they are published, in turns and each time in a process of its own.
 *
 * @returns the median, by name
 */
export function measureImports(names: readonly string[]): ReadonlyMap<string, ImportTime> {
  const times = new Map<string, Samples>(names.map((name) => [name, { total: [], own: [] }]));
  // The first round warms the file cache and is not counted.
  for (let run = 0; run <= runs; run++) {
    for (const [name, { total, own }] of times) {
      const sample = [importOnce(name), importOnce(name, "globalThis.Request;")] as const;
      if (run === 0) continue;
      total.push(sample[0]);
      own.push(sample[1]);
    }
  }
  return new Map(
    [...times].map(([name, { total, own }]) => [name, { total: median(total), own: median(own) }]),
  );
}

interface Samples {
  readonly total: number[];
  readonly own: number[];
}

/** @param before what the process does before the clock runs */
function importOnce(name: string, before = ""): number {
  const code = `${before} const start = performance.now(); await import(${JSON.stringify(name)}); console.log(performance.now() - start);`;
  const args = ["--input-type=module", "--eval", code];
  return Number(execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8" }));
}
