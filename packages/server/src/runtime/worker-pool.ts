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

// An idle thread costs memory, a new one time. One stays.
const idleMs = 10_000;
// What a command may need, in MiB: it must not take the server along.
const resourceLimits = { maxOldGenerationSizeMb: 512 };

/** @param maxWorkers how many commands run at once; more wait for their turn */
export function createWorkerPool(url: URL, maxWorkers: number): WorkerPool {
  // The last one that was used is used next, so the first ones have been idle for longest.
  let idle: { readonly worker: Worker; readonly since: number }[] = [];
  let sweeping: NodeJS.Timeout | undefined;
  const waiting = new Set<() => void>();
  let taken = 0;

  const startWorker = (): Worker => {
    const worker = new Worker(url, { env: {}, execArgv: [], resourceLimits, stdin: false });
    // Whoever runs a command in it hears of an error too. In an idle one it concerns nobody.
    worker.on("error", () => undefined);
    worker.once("exit", () => {
      idle = idle.filter((entry) => entry.worker !== worker);
    });
    return worker;
  };
  // Neither an idle thread nor the timer keeps the process from ending.
  const sweep = (): void => {
    sweeping = undefined;
    const oldest = performance.now() - idleMs;
    while (idle.length > 1 && idle[0]!.since <= oldest) void idle.shift()!.worker.terminate();
    if (idle.length > 1) sweeping = setTimeout(sweep, idleMs).unref();
  };
  const keep = (worker: Worker): void => {
    worker.unref();
    idle.push({ worker, since: performance.now() });
    sweeping ??= setTimeout(sweep, idleMs).unref();
  };

  return {
    take: async (signal) => {
      signal.throwIfAborted();
      // Whoever waits gets the place of the one that leaves.
      if (taken >= maxWorkers) await turn(waiting, signal);
      else taken += 1;
      const worker = idle.pop()?.worker ?? startWorker();
      worker.ref();
      return worker;
    },
    give: (worker, state) => {
      if (state === "idle") keep(worker);
      else void worker.terminate();
      const [next] = waiting;
      if (next) next();
      else taken -= 1;
    },
  };
}

/** Waits until a thread was given back. */
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
