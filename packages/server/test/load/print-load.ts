// Runs 64 concurrent clients against each kind of store, and prints the results and the memory of the
// process, which includes clients and servers: `print-load.ts [seconds [store]]`. The default is 60 seconds
// per store.
import { startBackends } from "../stores/start-backends.ts";
import { runLoad } from "./run-load.ts";

const seconds = Number(process.argv[2] ?? 60);
const only = process.argv[3];
const { backends, stop } = await startBackends();
const show = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: 1 });

/** @returns the mean of a range of the values, in MiB */
function meanOf(values: readonly number[], from: number, to: number): number {
  const part = values.slice(Math.floor(values.length * from), Math.floor(values.length * to));
  return part.reduce((sum, value) => sum + value, 0) / part.length / 2 ** 20;
}

try {
  console.log(
    `| store, ${seconds} s | calls | 5xx | problems | heap in the second quarter | in the last | ratio |`,
  );
  console.log("|---|--:|--:|--:|--:|--:|--:|");
  for (const backend of backends.filter(({ name }) => only === undefined || name === only)) {
    const heap: number[] = [];
    const onSecond = (): void => {
      globalThis.gc?.();
      heap.push(process.memoryUsage().heapUsed);
    };
    const findings = await runLoad(backend, { duration: seconds * 1000, onSecond });
    const { calls, statuses, problems } = findings;
    const failed = [...statuses].filter(([kind]) => / 5\d\d$/.test(kind)).length;
    const [early, late] = [meanOf(heap, 0.25, 0.5), meanOf(heap, 0.75, 1)];
    const figures = [show(calls), failed, problems.length, `${show(early)} MiB`];
    console.log(
      `| ${[backend.name, ...figures, `${show(late)} MiB`, (late / early).toFixed(2)].join(" | ")} |`,
    );
    for (const problem of problems) console.error(problem);
    console.error(Object.fromEntries(statuses));
    if (problems.length > 0 || late > early * 1.2) process.exitCode = 1;
  }
} finally {
  await stop();
}
