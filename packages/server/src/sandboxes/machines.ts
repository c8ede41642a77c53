import type { ApiFault } from "../api-fault.ts";
import type { SandboxRecord } from "../lifecycle/lifecycle.ts";
import type { Command, Ending, Runtime } from "../runtime/runtime.ts";
import type { Store } from "../store/store.ts";
import { interruption, pausedMeanwhile, wasPaused } from "./interruption.ts";
import { lookAgain } from "./look-again.ts";
import { type Follow, RunningMachine } from "./running-machine.ts";

/** A machine with commands on it. */
interface Occupied {
  readonly machine: RunningMachine;
  commands: number;
  /** Resolves when no command is on it and it is no more. */
  readonly over: Promise<void>;
  end(): void;
}

/** The longest time that a timer can take, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/**
 * Runs commands on machines that live no longer than their commands: each starts from the disk in
 * the store, and what a command did is put back there before the command is answered, whatever else
 * runs beside it. So it survives a pause, a restart and a crash, and is there for any server on the
 * same store.
 */
export class Machines {
  readonly #occupied = new Map<string, Occupied>();
  readonly #store: Store;
  readonly #runtime: Runtime;
  readonly #clock: () => number;
  readonly #lookMs: number;

  /**
   * @param clock milliseconds since the epoch
   * @param lookMs how often it is looked whether another server has paused or deleted a sandbox whose
   * commands run here, in milliseconds
   */
  constructor(store: Store, runtime: Runtime, clock: () => number, lookMs = 1000) {
    this.#store = store;
    this.#runtime = runtime;
    this.#clock = clock;
    this.#lookMs = lookMs;
  }

  /**
   * Runs a command, and keeps what it did to the disk.
   *
   * @throws {ApiFault} 409 when the sandbox is paused meanwhile or its disk is too full to be kept,
   * 410 when it ends meanwhile
   */
  async run(record: SandboxRecord, command: Command, follow: Follow): Promise<Ending> {
    const occupied = await this.#enter(record);
    try {
      return await occupied.machine.run(command, follow);
    } finally {
      occupied.commands -= 1;
      if (occupied.commands === 0) {
        this.#occupied.delete(record.sandbox.id);
        occupied.end();
      }
    }
  }

  /**
   * Ends the commands of a sandbox that run here.
   *
   * @param reason what those who wait for them are told
   * @returns when their work is kept
   */
  async stop(id: string, reason: ApiFault): Promise<void> {
    const occupied = this.#occupied.get(id);
    if (!occupied) return;
    await occupied.machine.stop(reason);
    await occupied.over;
  }

  async #enter(record: SandboxRecord): Promise<Occupied> {
    for (;;) {
      const occupied = this.#occupied.get(record.sandbox.id);
      if (!occupied) return this.#open(record);
      const { machine } = occupied;
      // Another server has paused it since: what is on its disk now may not be what is here.
      if (wasPaused(machine.record, record)) interrupt(machine, pausedMeanwhile());
      if (!machine.isStopped) {
        occupied.commands += 1;
        return occupied;
      }
      await occupied.over;
    }
  }

  #open(record: SandboxRecord): Occupied {
    const { team, sandbox } = record;
    const machine = new RunningMachine(record, { store: this.#store, runtime: this.#runtime });
    const left = (record.timeout?.at ?? Number.POSITIVE_INFINITY) - this.#clock();
    const endOfTime = (): void => interrupt(machine, pausedMeanwhile());
    const timer = left <= longestTimer ? setTimeout(endOfTime, Math.max(left, 0)) : undefined;
    const endLooks = lookAgain(this.#lookMs, async () => {
      const reason = interruption(record, await this.#store.findSandbox(team, sandbox.id));
      if (reason) interrupt(machine, reason);
    });
    let resolve!: () => void;
    const over = new Promise<void>((done) => {
      resolve = done;
    });
    const end = (): void => {
      clearTimeout(timer);
      endLooks();
      resolve();
    };
    const occupied = { machine, commands: 1, over, end };
    this.#occupied.set(sandbox.id, occupied);
    return occupied;
  }
}

/** Ends the commands of a machine, where nobody waits for it: they tell what has become of them. */
function interrupt(machine: RunningMachine, reason: ApiFault): void {
  machine.stop(reason).catch(() => {});
}
