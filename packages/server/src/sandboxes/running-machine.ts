import { ApiFault } from "../api-fault.ts";
import type { SandboxRecord } from "../lifecycle/sandbox-record.ts";
import { raceAbort } from "../runtime/race-abort.ts";
import type { Command, Ending, Machine, Output, Pieces, Runtime } from "../runtime/runtime.ts";
import type { Store } from "../store/store.ts";
import { type DiskLease, takeLease } from "./disk-lease.ts";
import { gone, takenOver } from "./interruption.ts";
import { oneAtATime } from "./one-at-a-time.ts";

/** Receives the output of a command, and can abort it. */
export interface Follow {
  readonly signal: AbortSignal;
  write(output: Output): void | Promise<void>;
}

/** Options for a `RunningMachine`. */
export interface MachineOptions {
  readonly store: Store;
  readonly runtime: Runtime;
  /** Identifies the server in leases of disks. */
  readonly holder: string;
  /** How long a lease lasts without a renewal, in milliseconds. */
  readonly leaseMs: number;
}

interface StartedMachine {
  readonly lease: DiskLease;
  readonly machine: Machine;
}

/**
 * A machine that loads its disk from the store, and saves the changes of its commands there. It starts when no
 * other server runs commands in the sandbox.
 */
export class RunningMachine {
  /** The sandbox when the machine was created. */
  readonly record: SandboxRecord;
  readonly #options: MachineOptions;
  readonly #starting: Promise<StartedMachine>;
  readonly #abortStart = new AbortController();
  #started: StartedMachine | undefined;
  /** The disk that this server last loaded or saved. */
  #kept: Uint8Array | undefined;
  /** Numbers of pieces that are not needed once the disk is saved again. */
  #dropped: number[] = [];
  #stopped: ApiFault | undefined;
  readonly #save = oneAtATime(async () => await this.#keep());

  constructor(record: SandboxRecord, options: MachineOptions) {
    this.record = record;
    this.#options = options;
    this.#starting = this.#start();
    // Each command reports a failed start. Without commands, the rejection must not be unhandled.
    this.#starting.catch(() => {});
  }

  /** Whether it accepts no more commands, because it was stopped or another server waits for the sandbox. */
  get isClosing(): boolean {
    return this.#stopped !== undefined || this.#started?.lease.isWanted === true;
  }

  /**
   * Waits until the machine can run commands.
   *
   * @throws the reason of the signal if it is aborted first; {ApiFault} the reason of `stop`
   */
  async started(signal: AbortSignal): Promise<void> {
    if (!this.#started) await raceAbort(this.#starting, signal);
  }

  /**
   * Runs a command, and saves the disk before it returns.
   *
   * @throws {ApiFault} the reason of `stop`; 409 if the disk is too full to be saved, or another server has
   * taken the sandbox over; 410 if the sandbox was deleted
   */
  async run(command: Command, follow: Follow): Promise<Ending> {
    const [ran] = await Promise.allSettled([this.#run(command, follow)]);
    const [kept] = await Promise.allSettled([this.#save()]);
    if (ran.status === "rejected") throw ran.reason;
    // A failed save matters only to the caller of a command that ran to its end.
    if (kept.status === "rejected" && isDone(ran.value)) throw kept.reason;
    return ran.value;
  }

  /** Ends all commands. @param reason the error for their callers */
  async stop(reason: ApiFault): Promise<void> {
    this.#stopped ??= reason;
    this.#abortStart.abort(reason);
    // A machine that did not start has no commands to stop.
    const started = await this.#starting.catch(() => undefined);
    await started?.machine.stop();
  }

  /** Lets other servers run commands in the sandbox. No command may be running. */
  async close(): Promise<void> {
    this.#abortStart.abort();
    const started = await this.#starting.catch(() => undefined);
    started?.machine.close?.();
    // A lease that cannot be released expires.
    await started?.lease.release().catch(() => {});
  }

  async #start(): Promise<StartedMachine> {
    const { store, runtime, holder, leaseMs } = this.#options;
    const { team, sandbox, envVars } = this.record;
    const { disks } = store;
    const { id } = sandbox;
    const { signal } = this.#abortStart;
    const lease = await takeLease({ disks, team, id, holder, leaseMs }, signal);
    try {
      this.#kept = await disks.load(team, id);
      const owner = { id, team, env_vars: envVars };
      const machine = await runtime.start(owner, this.#kept, this.#pieces());
      this.#started = { lease, machine };
      return this.#started;
    } catch (error) {
      await lease.release().catch(() => {});
      throw error;
    }
  }

  #pieces(): Pieces {
    const { store, holder } = this.#options;
    const { team, sandbox } = this.record;
    const { id } = sandbox;
    return {
      read: async (piece) => {
        const bytes = await store.disks.readPiece(team, id, piece);
        if (!bytes) throw new Error(`Piece ${piece} of the disk of sandbox ${id} is missing.`);
        return bytes;
      },
      write: async (pieces) => {
        if (!(await store.disks.writePieces(team, id, holder, pieces)))
          throw new Error(`The disk of sandbox ${id} belongs to another server.`);
      },
      drop: (pieces) => void this.#dropped.push(...pieces),
    };
  }

  async #run(command: Command, follow: Follow): Promise<Ending> {
    const { machine } = await this.#starting;
    const ending = await machine.run(command, follow);
    if (this.#stopped) throw this.#stopped;
    return ending;
  }

  async #keep(): Promise<void> {
    if (!this.#started) return;
    const { store, holder } = this.#options;
    const { team, sandbox } = this.record;
    const disk = await imageOf(this.#started.machine).catch(async (error: unknown) => {
      throw (await this.#isOurs()) ? error : await this.#whyLost();
    });
    if (disk === this.#kept || (!this.#kept && disk.length === 0)) return;
    const dropped = this.#dropped;
    if (!(await store.disks.save(team, sandbox.id, disk, { holder, dropped })))
      throw await this.#whyLost();
    this.#kept = disk;
    this.#dropped = this.#dropped.slice(dropped.length);
  }

  async #isOurs(): Promise<boolean> {
    const { store, holder, leaseMs } = this.#options;
    const { team, sandbox } = this.record;
    return (await store.disks.lease(team, sandbox.id, holder, leaseMs)) !== "taken";
  }

  async #whyLost(): Promise<ApiFault> {
    const { team, sandbox } = this.record;
    const isThere = await this.#options.store.findSandbox(team, sandbox.id);
    return isThere ? takenOver() : gone("it was deleted");
  }
}

/** @returns whether a command ran to its end or its timeout */
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
