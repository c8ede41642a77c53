import { createCounts, createTeamShare } from "./team-share.ts";
import { createWaitingLine } from "./waiting-line.ts";

/** A thread that has started, and then loads what it runs. */
export interface PoolThread {
  /** Resolves when the thread can run a command; rejects when it cannot load what it runs. */
  readonly loaded: Promise<void>;
  /** Resolves when the thread has ended. */
  readonly exited: Promise<void>;
  /** Ends the thread. */
  end(): Promise<void>;
  /** Keeps the process alive. */
  ref(): void;
  /** Lets the process end. */
  unref(): void;
}

/** Options for `createWorkerPool`. */
export interface WorkerPoolOptions<T extends PoolThread> {
  startThread(): T;
  /** How many commands run at once, for all teams together. More commands wait. */
  readonly maxCommands: number;
  /** How many threads load at once. A load takes a core for a few hundred milliseconds. */
  readonly maxLoads: number;
}

/** A pool of threads. Each thread runs one command at a time. */
export interface WorkerPool<T extends PoolThread> {
  /**
   * Waits for a slot and then for a thread. The team that has the fewest comes first, at both.
   *
   * @param late ends the wait for a slot
   * @param kill ends both waits
   * @returns a thread for one command
   * @throws the reason of the signal that is aborted first; why a thread could not load
   */
  take(team: string, late: AbortSignal, kill: AbortSignal): Promise<Slot<T>>;
}

/** A thread that is reserved for one command. */
interface Slot<T extends PoolThread> {
  readonly thread: T;
  /**
   * Frees the place. A thread that cannot be used again is ended first.
   *
   * @param isReusable resolves when it is known whether the thread can run another command; never
   * rejects
   */
  release(isReusable: Promise<boolean>): void;
}

// An idle thread costs memory, but starting a new one takes time. The last one stays.
const idleMs = 10_000;

/**
 * Creates a pool without threads. It loads a thread when a command needs one. While two or more commands
 * run, it keeps one more thread ready, so that the first command of another team starts at once.
 */
export function createWorkerPool<T extends PoolThread>({
  startThread,
  maxCommands,
  maxLoads,
}: WorkerPoolOptions<T>): WorkerPool<T> {
  const share = createTeamShare(maxCommands);
  /** Commands that have a slot and wait for a thread. */
  const line = createWaitingLine<T>();
  /** How many threads run commands of each team. */
  const running = createCounts();
  // The thread used last is used next, so the first ones have been idle for longest.
  let idle: { readonly thread: T; readonly since: number }[] = [];
  const loading = new Set<T>();
  /** How many threads may be idle in a moment, because their command was told to end. */
  let ending = 0;
  /** Whether the last load succeeded. Nothing is loaded in advance after one that failed. */
  let canLoad = true;
  let sweeping: NodeJS.Timeout | undefined;

  // Neither an idle thread nor the timer keeps the process from ending.
  const sweep = (): void => {
    sweeping = undefined;
    const oldest = performance.now() - idleMs;
    while (idle.length > 1 && idle[0]!.since <= oldest) void idle.shift()!.thread.end();
    if (idle.length > 1) sweeping = setTimeout(sweep, idleMs).unref();
  };
  const keep = (thread: T): void => {
    thread.unref();
    idle.push({ thread, since: performance.now() });
    sweeping ??= setTimeout(sweep, idleMs).unref();
    serve();
  };
  const load = (): void => {
    const thread = startThread();
    loading.add(thread);
    void thread.exited.then(() => {
      idle = idle.filter((entry) => entry.thread !== thread);
    });
    thread.loaded.then(
      () => {
        loading.delete(thread);
        canLoad = true;
        keep(thread);
      },
      (reason: unknown) => {
        loading.delete(thread);
        canLoad = false;
        void thread.end();
        line.next(running.of)?.reject(reason);
        serve();
      },
    );
  };
  /** Gives idle threads to waiting commands, and loads the threads that are missing. */
  function serve(): void {
    while (idle.length > 0) {
      const turn = line.next(running.of);
      if (!turn) break;
      const { thread } = idle.pop()!;
      thread.ref();
      running.add(turn.team, 1);
      turn.resolve(thread);
    }
    const spare = canLoad && idle.length === 0 && running.total() > 1 ? 1 : 0;
    // A thread whose command is ending is idle before a new one has loaded.
    const missing = Math.max(line.size - ending, 0) + spare;
    while (loading.size < Math.min(missing, maxLoads)) load();
    for (const thread of loading) {
      if (line.size > 0) thread.ref();
      else thread.unref();
    }
  }
  const release = async (thread: T, team: string, isReusable: Promise<boolean>): Promise<void> => {
    ending += 1;
    const isKept = await isReusable;
    ending -= 1;
    running.add(team, -1);
    if (isKept) keep(thread);
    else {
      serve();
      // Until it has ended, it may take memory and time.
      await thread.end();
      // The next command finds a thread that is ready.
      if (canLoad && idle.length + loading.size === 0) load();
      serve();
    }
    share.leave(team);
  };

  return {
    take: async (team, late, kill) => {
      await share.enter(team, AbortSignal.any([late, kill]));
      try {
        const turn = line.wait(team, kill);
        serve();
        const thread = await turn;
        return { thread, release: (isReusable) => void release(thread, team, isReusable) };
      } catch (error) {
        share.leave(team);
        // Nobody may wait for the thread that is loading.
        serve();
        throw error;
      }
    },
  };
}
