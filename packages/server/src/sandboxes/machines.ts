import type { ApiFault } from "../api-fault.ts";
import type { SandboxRecord } from "../lifecycle/sandbox-record.ts";
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
import { callAt } from "./call-at.ts";
import { lookAgain } from "./look-again.ts";
import { type Follow, RunningMachine } from "./running-machine.ts";

/** A machine that has commands. */
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
   * How often to check whether another server has paused or deleted a sandbox whose commands run here, in
   * milliseconds.
   *
   * @default 1000
   */
  readonly lookMs?: number;
  /**
   * How long other servers wait for a sandbox of a server that died, in milliseconds.
   *
   * @default 5000
   */
  readonly leaseMs?: number;
}

/**
 * Runs commands on machines that exist only while commands run. A machine loads its disk from the store, and
 * the disk is saved there before the response to a command is sent. So the files survive a pause, a restart
 * and a crash, and every server on the same store has them.
 *
 * On one server, the commands of a sandbox run at the same time. Several servers take turns.
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
   * Runs a command, and saves the disk.
   *
   * @throws {ApiFault} 409 if the sandbox is paused meanwhile or its disk is too full to be saved; 410 if it
   * is deleted meanwhile; 503 if the command does not start within its timeout, or the server stops
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
   * Ends the commands of a sandbox that run on this server.
   *
   * @param reason the error for their callers
   * @returns when the disk is saved
   */
  async stop(id: string, reason: ApiFault): Promise<void> {
    const occupied = this.#occupied.get(id);
    if (!occupied) return;
    await occupied.machine.stop(reason);
    await occupied.over;
  }

  /**
   * Ends all commands and starts no more. All of them get a 503 response.
   *
   * @returns when the disks are saved
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
      // Another server has paused the sandbox, so the running commands must end.
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
    const look = async (): Promise<void> => {
      const current = await store.findSandbox(team, sandbox.id);
      const reason = interruption(record, current, clock());
      if (reason) interrupt(machine, reason);
      else waitUntil(current?.timeout?.at);
    };
    let timeoutAt: number | undefined;
    let endTimeout = (): void => {};
    let hasEnded = false;
    /** Looks at the sandbox at its timeout, which an update may have changed by then. */
    const waitUntil = (at: number | undefined): void => {
      if (hasEnded || at === timeoutAt) return;
      timeoutAt = at;
      endTimeout();
      endTimeout = callAt(at, clock, () => {
        timeoutAt = undefined;
        look().catch(() => {});
      });
    };
    waitUntil(record.timeout?.at);
    const endLooks = lookAgain(lookMs, look);
    let resolve!: () => void;
    const over = new Promise<void>((done) => {
      resolve = done;
    });
    const end = async (): Promise<void> => {
      hasEnded = true;
      endTimeout();
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

/** Ends the commands of a machine without waiting. Their callers get the reason. */
function interrupt(machine: RunningMachine, reason: ApiFault): void {
  machine.stop(reason).catch(() => {});
}
