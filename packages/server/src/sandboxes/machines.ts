import type { ApiFault } from "../api-fault.ts";
import type { SandboxRecord } from "../lifecycle/lifecycle.ts";
import { raceAbort } from "../runtime/race-abort.ts";
import type { Command, Ending, Runtime } from "../runtime/runtime.ts";
import type { Store } from "../store/store.ts";
import {
  interruption,
  neverStarted,
  pausedMeanwhile,
  shuttingDown,
  wasPaused,
} from "./interruption.ts";
import { lookAgain } from "./look-again.ts";
import { type Follow, RunningMachine } from "./running-machine.ts";

/** A machine with commands on it. */
interface Occupied {
  readonly machine: RunningMachine;
  commands: number;
  /** Resolves when the machine is closed. */
  readonly over: Promise<void>;
  end(): Promise<void>;
}

/** How `Machines` shares sandboxes with other servers. */
export interface MachinesOptions {
  readonly store: Store;
  readonly runtime: Runtime;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /**
   * How often to look whether another server has paused or deleted a sandbox whose commands run here,
   * in milliseconds.
   *
   * @default 1000
   */
  readonly lookMs?: number;
  /**
   * How long a server that died keeps others from a sandbox, in milliseconds.
   *
   * @default 5000
   */
  readonly leaseMs?: number;
}

/** The longest time that a timer can take, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/**
 * Runs commands on machines that live no longer than their commands: each starts from the disk in
 * the store, and what a command did is saved there before its response is sent. So it survives a
 * pause, a restart and a crash, and is there for any server on the same store.
 *
 * Commands of one sandbox run side by side on one server, and one server after the other.
 */
export class Machines {
  readonly #occupied = new Map<string, Occupied>();
  readonly #options: Required<MachinesOptions>;
  readonly #holder = crypto.randomUUID();
  #closed: ApiFault | undefined;

  constructor({ lookMs = 1000, leaseMs = 5000, ...options }: MachinesOptions) {
    this.#options = { lookMs, leaseMs, ...options };
  }

  /**
   * Runs a command, and saves what it did to the disk.
   *
   * @throws {ApiFault} 409 when the sandbox is paused meanwhile or its disk is too full to be saved;
   * 410 when it ends meanwhile; 503 when the command did not start within its time, or the server stops
   */
  async run(record: SandboxRecord, command: Command, follow: Follow): Promise<Ending> {
    const late = new AbortController();
    const { timeout_s } = command;
    const timer = setTimeout(() => late.abort(neverStarted(timeout_s)), timeout_s * 1000);
    const waiting = AbortSignal.any([late.signal, follow.signal]);
    try {
      const occupied = await this.#enter(record, waiting);
      try {
        await occupied.machine.started(waiting);
        clearTimeout(timer);
        return await occupied.machine.run(command, follow);
      } finally {
        occupied.commands -= 1;
        if (occupied.commands === 0) await occupied.end();
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Ends the commands of a sandbox that run here.
   *
   * @param reason what their callers are told
   * @returns when their work is saved
   */
  async stop(id: string, reason: ApiFault): Promise<void> {
    const occupied = this.#occupied.get(id);
    if (!occupied) return;
    await occupied.machine.stop(reason);
    await occupied.over;
  }

  /**
   * Ends all commands, and starts no more: each is told 503.
   *
   * @returns when their work is saved
   */
  async close(): Promise<void> {
    const reason = (this.#closed ??= shuttingDown());
    await Promise.allSettled(
      [...this.#occupied.keys()].map(async (id) => await this.stop(id, reason)),
    );
  }

  async #enter(record: SandboxRecord, waiting: AbortSignal): Promise<Occupied> {
    for (;;) {
      if (this.#closed) throw this.#closed;
      const occupied = this.#occupied.get(record.sandbox.id);
      if (!occupied) return this.#open(record);
      const { machine } = occupied;
      // Another server has paused it since, which ends the commands that run.
      if (wasPaused(machine.record, record)) interrupt(machine, pausedMeanwhile());
      if (occupied.commands > 0 && !machine.isClosing) {
        occupied.commands += 1;
        return occupied;
      }
      await raceAbort(occupied.over, waiting);
    }
  }

  #open(record: SandboxRecord): Occupied {
    const { store, runtime, clock, lookMs, leaseMs } = this.#options;
    const { team, sandbox } = record;
    const machine = new RunningMachine(record, { store, runtime, holder: this.#holder, leaseMs });
    const left = (record.timeout?.at ?? Number.POSITIVE_INFINITY) - clock();
    const endOfTime = (): void => interrupt(machine, pausedMeanwhile());
    const timer = left <= longestTimer ? setTimeout(endOfTime, Math.max(left, 0)) : undefined;
    const endLooks = lookAgain(lookMs, async () => {
      const reason = interruption(record, await store.findSandbox(team, sandbox.id));
      if (reason) interrupt(machine, reason);
    });
    let resolve!: () => void;
    const over = new Promise<void>((done) => {
      resolve = done;
    });
    const end = async (): Promise<void> => {
      clearTimeout(timer);
      endLooks();
      await machine.close();
      this.#occupied.delete(sandbox.id);
      resolve();
    };
    const occupied = { machine, commands: 1, over, end };
    this.#occupied.set(sandbox.id, occupied);
    return occupied;
  }
}

/** Ends the commands of a machine, where nobody waits for it: their callers are told the reason. */
function interrupt(machine: RunningMachine, reason: ApiFault): void {
  machine.stop(reason).catch(() => {});
}
