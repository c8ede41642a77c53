import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median } from "../measure.ts";

const runs = 21;
const folder = fileURLToPath(new URL("../..", import.meta.url));

/** The time of one import, in milliseconds. */
export interface ImportTime {
  /** The whole time. */
  readonly total: number;
  /**
   * The time when Node has already loaded its own `fetch`. Loading `fetch` takes longer than importing most
   * packages. It happens at the import of packages that use `fetch` there, and at the first call of the
   * others.
   */
  readonly own: number;
}

/**
 * Imports published packages in turns, each time in a new process.
 *
 * @returns the median, by name
 */
export function measureImports(names: readonly string[]): ReadonlyMap<string, ImportTime> {
  const times = new Map<string, Samples>(names.map((name) => [name, { total: [], own: [] }]));
  // The first round only warms the file cache.
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

/** @param before code that the process runs before the measurement */
function importOnce(name: string, before = ""): number {
  const code = `${before} const start = performance.now(); await import(${JSON.stringify(name)}); console.log(performance.now() - start);`;
  const args = ["--input-type=module", "--eval", code];
  return Number(execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8" }));
}
