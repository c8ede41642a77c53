import { ApiFault } from "../api-fault.ts";
import type { SandboxRecord } from "../lifecycle/lifecycle.ts";
import type { Command, Ending, Machine, Output, Runtime } from "../runtime/runtime.ts";
import type { Store } from "../store/store.ts";
import { gone, pausedMeanwhile, wasPaused } from "./interruption.ts";
import { oneAtATime } from "./one-at-a-time.ts";

/** How a command may be followed. */
export interface Follow {
  readonly signal: AbortSignal;
  write(output: Output): void | Promise<void>;
}

/** What a machine stands on. */
export interface Ground {
  readonly store: Store;
  readonly runtime: Runtime;
}

/** A machine that starts from the disk in the store, and keeps there what its commands do. */
export class RunningMachine {
  /** The sandbox as it was when the machine was asked for. */
  readonly record: SandboxRecord;
  readonly #ground: Ground;
  readonly #machine: Promise<Machine>;
  /** What the store has of the disk, as far as is known here. */
  #kept: Uint8Array | undefined;
  #stopped: ApiFault | undefined;
  readonly #save = oneAtATime(async () => await this.#keep());

  constructor(record: SandboxRecord, ground: Ground) {
    this.record = record;
    this.#ground = ground;
    this.#machine = this.#start();
    // Whoever runs a command hears of it; nobody may.
    this.#machine.catch(() => {});
  }

  /** Whether it takes no commands any more. */
  get isStopped(): boolean {
    return this.#stopped !== undefined;
  }

  /**
   * Runs a command, and puts what it did into the store before its ending is told.
   *
   * @throws {ApiFault} the reason of `stop`; 409 when the disk is too full to be kept, or is not the
   * one of the sandbox any more; 410 when the sandbox is no more
   */
  async run(command: Command, follow: Follow): Promise<Ending> {
    const [ran] = await Promise.allSettled([this.#run(command, follow)]);
    const [kept] = await Promise.allSettled([this.#save()]);
    if (ran.status === "rejected") throw ran.reason;
    // Who is told that the command was not run to its end is not told as well what became of its work.
    if (kept.status === "rejected" && isDone(ran.value)) throw kept.reason;
    return ran.value;
  }

  /** Ends its commands. @param reason what those who wait for them are told */
  async stop(reason: ApiFault): Promise<void> {
    this.#stopped ??= reason;
    // Nothing runs on a machine that never came to be.
    const machine = await this.#machine.catch(() => undefined);
    await machine?.stop();
  }

  async #start(): Promise<Machine> {
    const { team, sandbox, envVars } = this.record;
    this.#kept = await this.#ground.store.loadDisk(team, sandbox.id);
    return await this.#ground.runtime.start({ id: sandbox.id, env_vars: envVars }, this.#kept);
  }

  async #run(command: Command, follow: Follow): Promise<Ending> {
    const machine = await this.#machine;
    const ending = await machine.run(command, follow);
    if (this.#stopped) throw this.#stopped;
    return ending;
  }

  async #keep(): Promise<void> {
    const { store } = this.#ground;
    const { team, sandbox } = this.record;
    const disk = await imageOf(await this.#machine);
    if (disk === this.#kept) return;
    const now = await store.findSandbox(team, sandbox.id);
    // Since a pause somebody else may have gone on from what is in the store.
    if (now && wasPaused(this.record, now)) {
      const there = await store.loadDisk(team, sandbox.id);
      if (!isEqual(there, this.#kept)) throw pausedMeanwhile();
    }
    if (!(await store.saveDisk(team, sandbox.id, disk))) throw gone("it was deleted");
    this.#kept = disk;
  }
}

/** Whether a command ended of which it counts what it did: it was run, for as long as it may be. */
function isDone(ending: Ending): boolean {
  return "exit_code" in ending || ending.code === "timeout";
}

async function imageOf(machine: Machine): Promise<Uint8Array> {
  try {
    return await machine.save();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "DiskFull") throw error;
    const message = `What the command wrote is not kept: ${error.message}`;
    throw new ApiFault(409, "conflict", message);
  }
}

function isEqual(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
