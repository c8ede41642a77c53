import { describe, expect, it } from "vitest";
import { createTeam } from "../keys/api-keys.ts";
import { changeWindows } from "../lifecycle/change-windows.ts";
import { createRecord } from "../lifecycle/create-record.ts";
import { pause, resume } from "../lifecycle/lifecycle.ts";
import type { SandboxRecord } from "../lifecycle/sandbox-record.ts";
import type { Ending, Machine, Runtime } from "../runtime/runtime.ts";
import { createMemoryStore } from "../store/memory/memory-store.ts";
import type { DiskStore } from "../store/disk-store.ts";
import type { Store } from "../store/store.ts";
import { pausedMeanwhile } from "./interruption.ts";
import { Machines } from "./machines.ts";

const id = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
const follow = { signal: new AbortController().signal, write: () => undefined };
const lookMs = 5;

/** A runtime whose commands append to the disk, and run until the test ends them. */
function createManualRuntime(change: Partial<Machine> = {}): {
  runtime: Runtime;
  end(command: string, ending?: Ending): void;
  isRunning(command: string): boolean;
} {
  const running = new Map<string, (ending: Ending) => void>();
  const end = (command: string, ending: Ending = { exit_code: 0 }): void => {
    running.get(command)?.(ending);
    running.delete(command);
  };
  const start = async (_: unknown, before?: Uint8Array): Promise<Machine> => {
    let disk = before ?? new Uint8Array();
    return {
      run: async ({ command }) => {
        disk = Buffer.concat([disk, Buffer.from(`${command};`)]);
        return await new Promise((resolve) => running.set(command, resolve));
      },
      save: async () => disk,
      stop: async () => {
        for (const command of running.keys()) end(command, { code: "gone", error: "stopped" });
      },
      ...change,
    };
  };
  return { runtime: { start }, end, isRunning: (command) => running.has(command) };
}

interface Place {
  store: Store;
  record: SandboxRecord;
  disk(): Promise<string>;
  /** Replaces the record in the store, as another server does. */
  put(next: SandboxRecord | undefined): Promise<SandboxRecord>;
}

/** The holders of leases, in order. */
const holders: string[] = [];

async function place(
  { disks, ...change }: Partial<Omit<Store, "disks">> & { disks?: Partial<DiskStore> } = {},
  timeout_seconds?: number,
): Promise<Place> {
  const store = createMemoryStore();
  const { lease } = store.disks;
  store.disks.lease = (team, sandbox, holder, ms) => {
    holders.push(holder);
    return lease.call(store.disks, team, sandbox, holder, ms);
  };
  Object.assign(store.disks, disks);
  const team = await createTeam(store);
  const record = createRecord(team.id, {
    id,
    name: "demo",
    status: "active",
    vcpu_count: 1,
    memory_mib: 1024,
    created_at: new Date().toISOString(),
    metadata: {},
    ...(timeout_seconds === undefined ? {} : { timeout_seconds }),
  });
  await store.addSandbox(record);
  const disk = async (): Promise<string> =>
    new TextDecoder().decode(await store.disks.load(team.id, id));
  const put: Place["put"] = async (next) => {
    expect(next && (await store.replaceSandbox(next))).toBe(true);
    return next!;
  };
  const changed = new Proxy(store, {
    get: (target, name) => {
      const method = Reflect.get({ ...change }, name) ?? Reflect.get(target, name);
      return typeof method === "function" ? method.bind(target) : method;
    },
  });
  return { store: changed, record, disk, put };
}

const command = (name: string): { command: string; timeout_s: number } => ({
  command: name,
  timeout_s: 30,
});
const turn = async (ms = 0): Promise<void> =>
  await new Promise((resolve) => setTimeout(resolve, ms));

describe("shutting down", () => {
  it("ends each command with 503, saves its work, and starts no more", async () => {
    const { store, record, disk } = await place();
    const { runtime } = createManualRuntime();
    const machines = new Machines({ store, runtime, clock: Date.now });
    const running = machines.run(record, command("a"), follow).catch((error: unknown) => error);
    await turn();
    await machines.close();
    const wanted = { status: 503, code: "service_unavailable" };
    expect(await running).toMatchObject(wanted);
    expect(await disk()).toBe("a;");
    await expect(machines.run(record, command("b"), follow)).rejects.toMatchObject(wanted);
    expect(await store.disks.lease(record.team, id, "other", 1)).toBe("mine");
  });
});

describe("the disk", () => {
  it("is saved at the end of each command, also while others run", async () => {
    const { store, record, disk } = await place();
    const { runtime, end } = createManualRuntime();
    const machines = new Machines({ store, runtime: runtime, clock: Date.now });
    const [first, second] = ["a", "b"].map(
      async (name) => await machines.run(record, command(name), follow),
    );
    await turn();
    expect(await disk()).toBe("");
    end("a");
    expect(await first).toEqual({ exit_code: 0 });
    expect(await disk()).toBe("a;b;");
    const third = machines.run(record, command("c"), follow);
    await turn();
    end("b", { code: "timeout", error: "late" });
    expect(await second).toMatchObject({ code: "timeout" });
    expect(await disk()).toBe("a;b;c;");
    end("c");
    await third;
  });

  it("is not written if nothing has changed", async () => {
    let writes = 0;
    const save = async (): Promise<boolean> => ++writes > 0;
    const { store, record } = await place({ disks: { save } });
    const image = Uint8Array.of(1);
    const { runtime, end } = createManualRuntime({ save: async () => image });
    const machines = new Machines({ store, runtime: runtime, clock: Date.now });
    const running = ["a", "b", "c"].map(async (name) => {
      await machines.run(record, command(name), follow);
    });
    await turn();
    for (const [index, name] of ["a", "b", "c"].entries()) {
      end(name);
      await running[index];
    }
    expect(writes).toBe(1);
  });

  it.each<[what: string, failure: Error, wanted: object]>([
    [
      "too full",
      Object.assign(new Error("Remove some."), { name: "DiskFull" }),
      { status: 409, message: "What the command wrote is not kept: Remove some." },
    ],
    ["impossible to save", new Error("secret"), { name: "Error", message: "secret" }],
  ])("that is %s causes an error, unless another error came first", async (_, failure, wanted) => {
    const { store, record } = await place();
    const { runtime, end } = createManualRuntime({
      save: async () => await Promise.reject(failure),
    });
    const machines = new Machines({ store, runtime: runtime, clock: Date.now });
    for (const ending of [{ exit_code: 0 }, { code: "timeout", error: "late" }]) {
      const running = machines.run(record, command("a"), follow);
      await turn();
      end("a", ending);
      await expect(running).rejects.toMatchObject(wanted);
    }
    const missing = { code: "service_unavailable", error: "Install it." };
    const running = machines.run(record, command("a"), follow);
    await turn();
    end("a", missing);
    expect(await running).toEqual(missing);
  });
});

describe("a machine that failed to start", () => {
  const failing = async (): Promise<never> => {
    await turn(20);
    throw new Error("no machine");
  };

  it.each<[what: string, change: Parameters<typeof place>[0], runtime: Runtime]>([
    ["whose runtime fails", {}, { start: failing }],
    ["whose disk cannot be read", { disks: { load: failing } }, createManualRuntime().runtime],
  ])("%s can be stopped, also after its timeout", async (_, change, runtime) => {
    const { store, record } = await place(change, 0);
    const machines = new Machines({ store, runtime: runtime, clock: Date.now });
    // The timeout passes earlier, and stops the machine too.
    const running = machines.run(record, command("a"), follow);
    const stopped = machines.stop(id, pausedMeanwhile());
    await expect(running).rejects.toThrow("no machine");
    await stopped;
  });
});

it("a machine that cannot be stopped reports the error only to the caller that stops it", async () => {
  const { store, record } = await place({}, 0);
  const stop = async (): Promise<never> => await Promise.reject(new Error("it goes on"));
  const { runtime, end } = createManualRuntime({ stop });
  const machines = new Machines({ store, runtime: runtime, clock: Date.now });
  const running = machines.run(record, command("a"), follow).catch((error: unknown) => error);
  // The timeout has passed by now.
  await turn(20);
  await expect(machines.stop(id, pausedMeanwhile())).rejects.toThrow("it goes on");
  end("a");
  expect(await running).toMatchObject({ status: 409, code: "conflict" });
});

describe("a timeout that another server changes", () => {
  it.each<[what: string, first: number, second: number | null, wanted: object]>([
    ["later", 0.05, 60, { exit_code: 0 }],
    ["never", 0.05, null, { exit_code: 0 }],
    ["earlier", 60, 0.05, { status: 409, code: "conflict" }],
  ])("to %s takes effect while a command runs", async (_, first, second, wanted) => {
    const { store, record, put } = await place({}, first);
    const { runtime, end } = createManualRuntime();
    const machines = new Machines({ store, runtime, clock: Date.now, lookMs });
    const running = machines.run(record, command("a"), follow).catch((error: unknown) => error);
    await turn();
    const next = changeWindows(record, { timeout_seconds: second }, Date.now());
    await put({ ...next, revision: 1 });
    await turn(150);
    // A command that still runs now may end by itself.
    end("a");
    expect(await running).toMatchObject(wanted);
  });
});

describe("a change by another server", () => {
  it.each([
    ["a pause", { status: 409, code: "conflict" }],
    ["a pause and a resume", { status: 409, code: "conflict" }],
    ["an update", { exit_code: 0 }],
    ["a deletion", { status: 410, code: "gone" }],
  ])("%s ends its commands with %s", async (what, wanted) => {
    const { store, record, disk, put } = await place();
    const { runtime, end } = createManualRuntime();
    const machines = new Machines({ store, runtime: runtime, clock: Date.now, lookMs });
    const running = machines.run(record, command("a"), follow).catch((error: unknown) => error);
    await turn();
    if (what === "a deletion") await store.removeSandbox(record.team, id);
    else if (what === "an update") await put({ ...record, revision: 1 });
    else {
      const paused = await put(pause(record, "snapshot", 0));
      if (what !== "a pause") await put(resume(paused, 0, "token"));
    }
    await turn(20 * lookMs);
    // A command that still runs now may end by itself.
    end("a");
    expect(await running).toMatchObject(wanted);
    // Its work until then is saved, unless another server has continued without it.
    expect(await disk()).toBe(what === "a deletion" ? "" : "a;");
  });

  it("is not overwritten by a server that lost the sandbox to it", async () => {
    const { store, record, disk } = await place();
    const { runtime, end } = createManualRuntime();
    // A server that hangs does not renew its lease.
    const machines = new Machines({ store, runtime, clock: Date.now, leaseMs: 1e9 });
    const running = machines.run(record, command("a"), follow);
    await turn(20);
    await store.disks.release(record.team, id, holders.at(-1)!);
    expect(await store.disks.lease(record.team, id, "other", 1e9)).toBe("mine");
    await store.disks.save(record.team, id, Buffer.from("other;"), { holder: "other" });
    end("a");
    await expect(running).rejects.toMatchObject({ status: 409, code: "conflict" });
    expect(await disk()).toBe("other;");
  });

  it("waits for the commands of the first server, which then yields the lease", async () => {
    const { store, record, disk } = await place();
    const [first, second] = [createManualRuntime(), createManualRuntime()];
    const [here, there] = [first, second].map(
      ({ runtime }) => new Machines({ store, runtime, clock: Date.now, leaseMs: 100 }),
    );
    const running = here!.run(record, command("a"), follow);
    await turn();
    const other = there!.run(record, command("b"), follow);
    await turn(50);
    // Another server already waits, so this one comes after it.
    const late = here!.run(record, command("c"), follow);
    expect(await disk()).toBe("");
    first.end("a");
    await running;
    await expect.poll(() => second.isRunning("b")).toBe(true);
    expect(await disk()).toBe("a;");
    second.end("b");
    await other;
    await expect.poll(() => first.isRunning("c")).toBe(true);
    first.end("c");
    await late;
    expect(await disk()).toBe("a;b;c;");
  });

  it("delays a command past its timeout, so the command fails with 503", async () => {
    const { store, record } = await place();
    const { runtime } = createManualRuntime();
    const machines = new Machines({ store, runtime, clock: Date.now });
    await store.disks.lease(record.team, id, "other", 1e9);
    const running = machines.run(record, { command: "a", timeout_s: 0.05 }, follow);
    await expect(running).rejects.toMatchObject({ status: 503, code: "service_unavailable" });
  });

  it("releases the sandbox some time after the other server died", async () => {
    const { store, record } = await place();
    const { runtime, end, isRunning } = createManualRuntime();
    const machines = new Machines({ store, runtime, clock: Date.now });
    await store.disks.lease(record.team, id, "dead", 50);
    const running = machines.run(record, command("a"), follow);
    await expect.poll(() => isRunning("a")).toBe(true);
    end("a");
    expect(await running).toEqual({ exit_code: 0 });
  });

  it("is checked again after a check fails", async () => {
    let looks = 0;
    const findSandbox = async (): Promise<undefined> => {
      looks += 1;
      if (looks < 3) throw new Error("no database");
      return undefined;
    };
    const { store, record } = await place({ findSandbox });
    const machines = new Machines({
      store,
      runtime: createManualRuntime().runtime,
      clock: Date.now,
      lookMs,
    });
    await expect(machines.run(record, command("a"), follow)).rejects.toMatchObject({ status: 410 });
    expect(looks).toBeGreaterThanOrEqual(3);
    await turn(5 * lookMs);
    const after = looks;
    await turn(5 * lookMs);
    // The checks stop when no command runs.
    expect(looks).toBe(after);
  });
});
