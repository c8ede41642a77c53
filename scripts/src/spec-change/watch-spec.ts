import { watch } from "node:fs";
import { basename, dirname, join } from "node:path";
import { acceptedPath } from "./accepted-breaks.ts";
import { specPath } from "./git-base.ts";

/** The debounce time in milliseconds. Editors often save a file in several steps. */
const settleTime = 100;

/**
 * Runs an action now and after each edit of the spec or of the accepted breaks. Runs never overlap:
 * an edit during a run starts one more run afterwards.
 *
 * @param folder the root of the repository
 * @param signal ends the watch
 * @returns a promise that resolves when the signal is aborted and the last run has ended
 */
export async function watchSpec(
  folder: string,
  action: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const names = new Set([basename(specPath), basename(acceptedPath)]);
  let wake = (): void => {};
  let isDirty = true;
  const watcher = watch(join(folder, dirname(specPath)), { signal }, (_event, name) => {
    if (name === null || !names.has(name)) return;
    isDirty = true;
    wake();
  });
  watcher.on("error", wake);
  signal.addEventListener("abort", () => wake());
  while (!signal.aborted) {
    if (isDirty) {
      await new Promise((resolve) => setTimeout(resolve, settleTime));
      isDirty = false;
      await action();
    } else {
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
}
