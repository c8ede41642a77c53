import fc from "fast-check";
import { expect, it } from "vitest";
import { type PoolThread, createWorkerPool } from "./worker-pool.ts";

const never = new AbortController().signal;

interface FakeThread extends PoolThread {
  isKeepingProcess: boolean;
  /** Completes the load. */
  load(error?: Error): void;
}

/** A pool whose threads load on the test's command, with its started commands in order. */
function createFakePool({ maxCommands = 16, maxLoads = 1 } = {}) {
  const threads: FakeThread[] = [];
  const loading: FakeThread[] = [];
  const ended: FakeThread[] = [];
  let mostLoads = 0;
  const startThread = (): FakeThread => {
    let finishLoad: (error?: Error) => void = () => undefined;
    const loaded = new Promise<void>((resolve, reject) => {
      finishLoad = (error) => {
        if (error) reject(error);
        else resolve();
      };
    });
    let exit: () => void = () => undefined;
    const exited = new Promise<void>((resolve) => (exit = resolve));
    const thread: FakeThread = {
      loaded,
      exited,
      isKeepingProcess: true,
      load: (error) => {
        loading.splice(loading.indexOf(thread), 1);
        finishLoad(error);
      },
      end: async () => {
        ended.push(thread);
        exit();
        await exited;
      },
      ref: () => (thread.isKeepingProcess = true),
      unref: () => (thread.isKeepingProcess = false),
    };
    threads.push(thread);
    loading.push(thread);
    mostLoads = Math.max(mostLoads, loading.length);
    return thread;
  };
  const pool = createWorkerPool({ startThread, maxCommands, maxLoads });
  const started: string[] = [];
  const failed: string[] = [];
  const ends = new Map<string, (isReusable: Promise<boolean>) => void>();
  return {
    threads,
    loading,
    ended,
    started,
    failed,
    mostLoads: () => mostLoads,
    /** Runs a command, named after its team and number, such as `a1`. */
    run: (name: string, { late = never, kill = never } = {}): void => {
      pool.take(name[0]!, late, kill).then(
        (slot) => {
          started.push(name);
          ends.set(name, slot.release);
        },
        (error: Error) => failed.push(`${name}: ${error.message}`),
      );
    },
    end: (name: string, isReusable: boolean | Promise<boolean> = true): void => {
      ends.get(name)!(Promise.resolve(isReusable));
      ends.delete(name);
    },
    /** The running commands. */
    running: () => [...ends.keys()],
    /** Loads threads until none is loading. */
    loadAll: async (): Promise<void> => {
      for (await settle(); loading.length > 0; await settle()) loading[0]!.load();
    },
  };
}

/** Waits until everything has happened that needs no load and no end of a command. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

function namesOf(team: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${team}${index + 1}`);
}

it("loads one thread at a time, and starts commands in the order in which they came", async () => {
  const pool = createFakePool();
  for (const name of namesOf("a", 16)) pool.run(name);
  await settle();
  for (const count of [1, 2, 3]) {
    expect(pool.loading).toHaveLength(1);
    pool.loading[0]!.load();
    await settle();
    expect(pool.started).toEqual(namesOf("a", count));
  }
  await pool.loadAll();
  expect(pool.mostLoads()).toBe(1);
  // Half of the slots stay free for other teams.
  expect(pool.started).toEqual(namesOf("a", 8));
});

it("starts a command of another team before those of a team that waits for threads", async () => {
  const pool = createFakePool();
  for (const name of namesOf("a", 8)) pool.run(name);
  await settle();
  pool.loading[0]!.load();
  await settle();
  pool.run("b1");
  await settle();
  await pool.loadAll();
  expect(pool.started).toEqual(["a1", "b1", ...namesOf("a", 8).slice(1)]);
});

it("keeps a thread ready while commands run, so that another team waits for no load", async () => {
  const pool = createFakePool();
  for (const name of namesOf("a", 16)) pool.run(name);
  await pool.loadAll();
  expect(pool.threads).toHaveLength(9);
  expect(pool.threads[8]!.isKeepingProcess).toBe(false);
  pool.run("b1");
  await settle();
  expect(pool.started).toEqual([...namesOf("a", 8), "b1"]);
  expect(pool.threads[8]!.isKeepingProcess).toBe(true);
  expect(pool.loading).toHaveLength(1);
});

it("reuses one thread for sequential commands", async () => {
  const pool = createFakePool();
  for (const name of namesOf("a", 5)) {
    pool.run(name);
    await pool.loadAll();
    pool.end(name);
    await settle();
  }
  expect(pool.started).toEqual(namesOf("a", 5));
  expect(pool.threads).toHaveLength(1);
});

it("gives the thread of a finished command to a waiting one, before another has loaded", async () => {
  const pool = createFakePool({ maxCommands: 4 });
  pool.run("a1");
  await pool.loadAll();
  pool.run("a2");
  await settle();
  expect(pool.loading).toHaveLength(1);
  pool.end("a1");
  await settle();
  expect(pool.started).toEqual(["a1", "a2"]);
});

it("waits for the thread of a command that is ending, and loads no other", async () => {
  const pool = createFakePool();
  pool.run("a1");
  await pool.loadAll();
  let decide: (isReusable: boolean) => void = () => undefined;
  pool.end("a1", new Promise((resolve) => (decide = resolve)));
  pool.run("a2");
  await settle();
  expect(pool.loading).toEqual([]);
  decide(true);
  await settle();
  expect(pool.started).toEqual(["a1", "a2"]);
  expect(pool.threads).toHaveLength(1);
});

it("ends a thread that cannot be used again, and has another one ready", async () => {
  const pool = createFakePool();
  pool.run("a1");
  await pool.loadAll();
  pool.end("a1", false);
  await pool.loadAll();
  expect(pool.ended).toEqual([pool.threads[0]]);
  expect(pool.threads).toHaveLength(2);
  expect(pool.threads[1]!.isKeepingProcess).toBe(false);
  pool.run("a2");
  await settle();
  expect(pool.started).toEqual(["a1", "a2"]);
});

it("fails one command for each failed load, and then loads nothing in advance", async () => {
  const pool = createFakePool();
  for (const name of ["a1", "a2"]) pool.run(name);
  for (let count = 0; count < 2; count += 1) {
    await settle();
    pool.loading[0]!.load(new Error("no shell"));
  }
  await settle();
  expect(pool.failed).toEqual(["a1: no shell", "a2: no shell"]);
  expect(pool.ended).toEqual(pool.threads);
  expect(pool.loading).toEqual([]);
  for (const name of ["a3", "a4"]) pool.run(name);
  for (let count = 0; count < 2; count += 1) {
    await settle();
    pool.loading[0]!.load();
  }
  await settle();
  expect(pool.started).toEqual(["a3", "a4"]);
  // The spare thread.
  pool.loading[0]!.load(new Error("no shell"));
  await settle();
  expect(pool.loading).toEqual([]);
});

it("ends the wait for a slot at the timeout, and both waits when the command is killed", async () => {
  const pool = createFakePool({ maxCommands: 1 });
  const [late, kill] = [new AbortController(), new AbortController()];
  pool.run("a1", { late: late.signal, kill: kill.signal });
  pool.run("a2", { late: late.signal });
  pool.run("a3", { kill: kill.signal });
  await settle();
  late.abort(new Error("late"));
  await settle();
  // a1 has a slot. The time limit of the wait does not include loading a thread.
  expect(pool.failed).toEqual(["a2: late"]);
  kill.abort(new Error("killed"));
  await settle();
  expect(pool.failed).toEqual(["a2: late", "a1: killed", "a3: killed"]);
  expect(pool.threads[0]!.isKeepingProcess).toBe(false);
  pool.run("a4");
  await pool.loadAll();
  expect(pool.started).toEqual(["a4"]);
  expect(pool.threads).toHaveLength(1);
});

it("runs every command once, and keeps slots for other teams, in any order of events", async () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("a", "b", "c").map((team) => ({ run: team })) },
    { weight: 2, arbitrary: fc.record({ end: fc.nat(), isReusable: fc.boolean() }) },
    { weight: 2, arbitrary: fc.constant({ load: true }) },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 60 }),
      fc.integer({ min: 1, max: 6 }),
      async (steps, maxCommands) => {
        const pool = createFakePool({ maxCommands });
        let count = 0;
        for (const given of steps) {
          const running = pool.running();
          if ("run" in given) pool.run(`${given.run}${(count += 1)}`);
          else if ("load" in given) pool.loading[0]?.load();
          else if (running.length > 0)
            pool.end(running[given.end % running.length]!, given.isReusable);
          await settle();
          const taken = pool.running();
          expect(taken.length).toBeLessThanOrEqual(maxCommands);
          for (const team of "abc") {
            const own = taken.filter((name) => name.startsWith(team)).length;
            expect(own).toBeLessThanOrEqual(Math.ceil(maxCommands / 2));
          }
          expect(pool.loading.length).toBeLessThanOrEqual(1);
          const alive = pool.threads.length - pool.ended.length;
          expect(alive).toBeLessThanOrEqual(maxCommands + 1);
        }
        for (await pool.loadAll(); pool.running().length > 0; await pool.loadAll())
          pool.end(pool.running()[0]!);
        expect(pool.started.toSorted()).toEqual([...new Set(pool.started)].toSorted());
        expect(pool.started).toHaveLength(count);
        expect(pool.failed).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});
