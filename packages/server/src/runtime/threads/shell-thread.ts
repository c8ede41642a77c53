import type { EventEmitter } from "node:events";
import { Worker } from "node:worker_threads";
import { heapLimits } from "./memory-watch.ts";
import type { PoolThread } from "./worker-pool.ts";

/** A thread that runs commands, one at a time. */
export interface ShellThread extends PoolThread {
  readonly worker: Worker;
}

/**
 * Starts a thread, which then loads the shell.
 *
 * @param url the file that the thread runs
 */
export function startShellThread(url: URL): ShellThread {
  const worker = new Worker(url, {
    env: {},
    execArgv: [],
    resourceLimits: heapLimits,
    stdin: false,
    // Nothing that a program writes to its process belongs in the log of the server.
    stdout: true,
    stderr: true,
  });
  // The command in the thread also gets the error. In an idle thread it can be ignored.
  worker.on("error", () => undefined);
  const exited = new Promise<void>((resolve) => {
    worker.once("exit", () => resolve());
  });
  const loaded = whenLoaded(worker);
  loaded.catch(() => undefined);
  return {
    worker,
    loaded,
    exited,
    end: async () => {
      await worker.terminate();
    },
    ref: () => worker.ref(),
    unref: () => worker.unref(),
  };
}

/**
 * Waits for the first message of a thread. A thread that fails emits "error" and "exit", sometimes in one turn, so
 * both are handled by one promise, and the first one counts.
 *
 * @throws the error of the thread, or {Error} if it ends without one
 */
export async function whenLoaded(thread: EventEmitter): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    thread.once("message", () => resolve());
    thread.once("error", reject);
    thread.once("exit", () => reject(new Error("The thread of a command ended by itself.")));
  });
}
