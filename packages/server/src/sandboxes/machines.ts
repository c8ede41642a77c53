import { ApiFault } from "../api-fault.ts";
import type { SandboxRecord } from "../lifecycle/lifecycle.ts";
import type { Command, Ending, Machine, Output, Runtime } from "../runtime/runtime.ts";
import { endOfLife } from "../store/lifetime.ts";
import type { Store } from "../store/store.ts";

/** A machine that commands run on now. */
interface Running {
  readonly machine: Promise<Machine>;
  commands: number;
  /** Why its commands are ended before they are done. */
  stopped?: ApiFault;
  /** Resolves when its disk is kept and it is no more. */
  readonly over: Promise<void>;
  end(): void;
}

/** How a command may be followed. */
export interface Follow {
  readonly signal: AbortSignal;
  write(output: Output): void | Promise<void>;
}

/** The longest time that a timer can take, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/**
 * Runs commands on machines that live no longer than their commands: each starts from the disk in
 * the store and puts it back before the command is answered, so that what a command has done
 * survives a pause, a restart and a crash, and is there for any server on the same store.
 */
export class Machines {
  readonly #running = new Map<string, Running>();
  readonly #store: Store;
  readonly #runtime: Runtime;
  readonly #clock: () => number;

  /** @param clock milliseconds since the epoch */
  constructor(store: Store, runtime: Runtime, clock: () => number) {
    this.#store = store;
    this.#runtime = runtime;
    this.#clock = clock;
  }

  /**
   * Runs a command, and keeps what it did to the disk.
   *
   * @throws {ApiFault} 409 when the sandbox is paused meanwhile or its disk is too full to be kept,
   * 410 when it ends meanwhile
   */
  async run(record: SandboxRecord, command: Command, follow: Follow): Promise<Ending> {
    const { team, sandbox } = record;
    const running = await this.#machineOf(record);
    const left = endOfLife(sandbox) - this.#clock();
    const endOfTime = (): void => void this.stop(sandbox.id, gone("its lifetime ran out"));
    const timer = left <= longestTimer ? setTimeout(endOfTime, left) : undefined;
    try {
      const machine = await running.machine;
      const ending = await machine.run(command, follow);
      if (running.stopped) throw running.stopped;
      return ending;
    } finally {
      clearTimeout(timer);
      await this.#leave(running, team, sandbox.id);
    }
  }

  /**
   * Ends the commands of a sandbox that run here.
   *
   * @param reason what those who wait for them are told
   * @returns when their work is kept
   */
  async stop(id: string, reason: ApiFault): Promise<void> {
    const running = this.#running.get(id);
    if (!running) return;
    running.stopped ??= reason;
    await (await running.machine).stop();
    await running.over;
  }

  async #machineOf(record: SandboxRecord): Promise<Running> {
    const { id } = record.sandbox;
    for (;;) {
      const running = this.#running.get(id);
      if (!running) break;
      if (!running.stopped) {
        running.commands += 1;
        return running;
      }
      await running.over;
    }
    let end!: () => void;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    const machine = this.#start(record);
    // Whoever runs a command hears of it; nobody may.
    machine.catch(() => {});
    const running = { machine, commands: 1, over, end };
    this.#running.set(id, running);
    return running;
  }

  async #start({ team, sandbox, envVars }: SandboxRecord): Promise<Machine> {
    const disk = await this.#store.loadDisk(team, sandbox.id);
    return await this.#runtime.start({ id: sandbox.id, env_vars: envVars }, disk);
  }

  /** The last command to leave keeps the disk; one that comes while it does so takes over. */
  async #leave(running: Running, team: string, id: string): Promise<void> {
    running.commands -= 1;
    if (running.commands > 0) return;
    try {
      await this.#keep(await running.machine, team, id);
    } finally {
      if (running.commands === 0) {
        this.#running.delete(id);
        running.end();
      }
    }
  }

  async #keep(machine: Machine, team: string, id: string): Promise<void> {
    let disk: Uint8Array;
    try {
      disk = await machine.save();
    } catch (error) {
      const message = `Nothing that the command wrote is kept: ${(error as Error).message}`;
      throw new ApiFault(409, "conflict", message);
    }
    if (!(await this.#store.saveDisk(team, id, disk))) throw gone("it was deleted");
  }
}

/** @returns what they are told who used a sandbox that is no more */
export function gone(why: string): ApiFault {
  return new ApiFault(410, "gone", `The sandbox is gone: ${why} meanwhile.`);
}
