import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { heapLimits } from "./memory-watch.ts";
import { raceAbort } from "../race-abort.ts";

/** Threads that run commands, one each at a time. */
export interface WorkerPool {
  /**
   * Waits for a slot, and then until its thread has loaded the shell. A team has no more slots than
   * are free for others, so that no team can take all.
   *
   * @param late ends the wait for a slot
   * @param kill ends both waits
   * @returns a thread for one command
   * @throws the reason of the signal that is aborted first; why the thread could not load the shell
   */
  take(team: string, late: AbortSignal, kill: AbortSignal): Promise<Slot>;
}

/** A place for one command. */
interface Slot {
  readonly worker: Worker;
  /**
   * Gives the place to somebody else. A thread that cannot be used again is ended first.
   *
   * @param isReusable resolves when the thread is idle, or is known not to become so
   */
  release(isReusable: Promise<boolean>): void;
}

interface Waiting {
  readonly team: string;
  start(): void;
}

// An idle thread costs memory, and a new one takes time. One stays.
const idleMs = 10_000;

/** @param maxWorkers how many commands run at once; more wait for their turn */
export function createWorkerPool(url: URL, maxWorkers: number): WorkerPool {
  // The last one that was used is used next, so the first ones have been idle for longest.
  let idle: { readonly worker: Worker; readonly since: number }[] = [];
  let sweeping: NodeJS.Timeout | undefined;
  const waiting = new Set<Waiting>();
  /** How many slots each team has. */
  const slots = new Map<string, number>();
  let taken = 0;

  /** Resolves when a thread has loaded the shell; rejects when it cannot. */
  const ready = new WeakMap<Worker, Promise<void>>();

  const startWorker = (): Worker => {
    const worker = new Worker(url, {
      env: {},
      execArgv: [],
      resourceLimits: heapLimits,
      stdin: false,
      // What a program reports to its process is not a report of the server.
      stdout: true,
      stderr: true,
    });
    // Whoever runs a command in it hears of an error too. In an idle one it concerns nobody.
    worker.on("error", () => undefined);
    const isReady = once(worker, "message").then(() => undefined);
    isReady.catch(() => undefined);
    ready.set(worker, isReady);
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
  /** Threads of commands that were told to end. Most are idle in a moment. */
  const ending = new Set<Promise<void>>();
  const keep = (worker: Worker): void => {
    worker.unref();
    idle.push({ worker, since: performance.now() });
    sweeping ??= setTimeout(sweep, idleMs).unref();
  };
  const hasRoom = (team: string): boolean => {
    const own = slots.get(team) ?? 0;
    return taken < maxWorkers && own < Math.max(maxWorkers - taken, 1);
  };
  const enter = (team: string): void => {
    taken += 1;
    slots.set(team, (slots.get(team) ?? 0) + 1);
  };
  const leave = (team: string): void => {
    taken -= 1;
    const left = (slots.get(team) ?? 1) - 1;
    if (left > 0) slots.set(team, left);
    else slots.delete(team);
    for (;;) {
      // The team with the fewest comes first, and within a team who has waited for longest.
      const next = [...waiting]
        .filter((entry) => hasRoom(entry.team))
        .sort((a, b) => (slots.get(a.team) ?? 0) - (slots.get(b.team) ?? 0))[0];
      if (!next) return;
      enter(next.team);
      next.start();
    }
  };
  const release = async (
    worker: Worker,
    team: string,
    isReusable: Promise<boolean>,
  ): Promise<void> => {
    if (await isReusable) keep(worker);
    else {
      // It may still take memory and time.
      await worker.terminate();
      // The next command finds a thread that is ready. One that could not load is not tried again.
      if (idle.length === 0 && (await isLoaded(ready.get(worker)))) keep(startWorker());
    }
    leave(team);
  };

  return {
    take: async (team, late, kill) => {
      const signal = AbortSignal.any([late, kill]);
      signal.throwIfAborted();
      // Those who have waited for longer come first.
      const isFirst = ![...waiting].some((entry) => entry.team === team);
      if (isFirst && hasRoom(team)) enter(team);
      else await turn(waiting, team, signal);
      // Waiting for one takes less time than starting one.
      while (idle.length === 0 && ending.size > 0) await Promise.race(ending);
      const worker = idle.pop()?.worker ?? startWorker();
      worker.ref();
      const slot: Slot = {
        worker,
        release: (isReusable) => {
          const released = release(worker, team, isReusable).finally(() => ending.delete(released));
          ending.add(released);
        },
      };
      try {
        // The time of the command does not include loading the shell.
        await raceAbort(ready.get(worker) ?? Promise.resolve(), kill);
        return slot;
      } catch (error) {
        slot.release(Promise.resolve(kill.aborted));
        throw error;
      }
    },
  };
}

async function isLoaded(ready: Promise<void> | undefined): Promise<boolean> {
  return (
    (await ready?.then(
      () => true,
      () => false,
    )) === true
  );
}

/** Waits until a slot was given to it. */
async function turn(waiting: Set<Waiting>, team: string, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const entry: Waiting = {
      team,
      start: () => {
        waiting.delete(entry);
        signal.removeEventListener("abort", stop);
        resolve();
      },
    };
    const stop = (): void => {
      waiting.delete(entry);
      reject(signal.reason as Error);
    };
    waiting.add(entry);
    signal.addEventListener("abort", stop, { once: true });
  });
}
