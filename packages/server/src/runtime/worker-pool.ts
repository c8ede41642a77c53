import { Worker } from "node:worker_threads";

/** Threads that run commands, one each at a time. */
export interface WorkerPool {
  /**
   * @returns a thread of one's own, when there is one
   * @throws the signal's reason, when it is aborted before
   */
  take(signal: AbortSignal): Promise<Worker>;
  /** Takes a thread back. One that was ended makes room for another. */
  give(worker: Worker, state: "idle" | "ended"): void;
}

// An idle thread costs memory, a new one time.
const maxIdle = 4;
// What a command may need, in MiB: it must not take the server along.
const resourceLimits = { maxOldGenerationSizeMb: 512 };

/** @param maxWorkers how many commands run at once; more wait for their turn */
export function createWorkerPool(url: URL, maxWorkers: number): WorkerPool {
  const idle: Worker[] = [];
  const waiting = new Set<() => void>();
  let taken = 0;

  return {
    take: async (signal) => {
      signal.throwIfAborted();
      if (taken >= maxWorkers) await turn(waiting, signal);
      else taken += 1;
      const worker =
        idle.pop() ?? new Worker(url, { env: {}, execArgv: [], resourceLimits, stdin: false });
      worker.ref();
      return worker;
    },
    give: (worker, state) => {
      if (state === "idle" && idle.length < maxIdle) {
        // It does not keep the process from ending.
        worker.unref();
        idle.push(worker);
      } else void worker.terminate();
      const [next] = waiting;
      if (next) next();
      else taken -= 1;
    },
  };
}

/** Waits until a thread was given back; its place is kept for this one. */
async function turn(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      waiting.delete(start);
      reject(signal.reason as Error);
    };
    const start = (): void => {
      waiting.delete(start);
      signal.removeEventListener("abort", stop);
      resolve();
    };
    waiting.add(start);
    signal.addEventListener("abort", stop, { once: true });
  });
}
