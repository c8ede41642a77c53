/** A command to run. */
export interface Command {
  readonly command: string;
  /**
   * With arguments, `command` is a program, and no shell interprets them. Without, or with none,
   * the command line goes to `/bin/sh -c`.
   */
  readonly args?: readonly string[];
  /** Added to the sandbox's own variables, some of which it may replace. */
  readonly env?: Readonly<Record<string, string>>;
  /** @default "/home/user" */
  readonly working_dir?: string;
  /** How long the command may run, in seconds, from its start. It may wait as long before that. */
  readonly timeout_s: number;
}

/** A piece of output, as it comes. */
export interface Output {
  readonly stdout?: string;
  readonly stderr?: string;
}

/**
 * How a command ended: with an exit code, or for another reason. The codes are those of the API:
 * `timeout`: `timeout_s` ran out; `gone`: the machine was stopped; `service_unavailable`: the command
 * never started.
 */
export type Ending =
  | { readonly exit_code: number }
  | { readonly error: string; readonly code: string };

/** One sandbox's machine. */
export interface Machine {
  /**
   * Runs a command. Several may run at once, on one disk.
   *
   * `write` is awaited before more output is taken: a slow reader slows the command. When `timeout_s`
   * has passed, the rest is written without waiting. The signal kills the command.
   *
   * @throws the signal's reason when it is aborted, and what `write` throws; the command is killed
   */
  run(
    command: Command,
    options: { signal?: AbortSignal; write(output: Output): void | Promise<void> },
  ): Promise<Ending>;
  /**
   * Describes the disk, also while commands run. What does not fit into the description goes to the
   * machine's `Pieces` before this resolves.
   *
   * @returns what to give to `start` later, in this process or another; the same array as the last
   * time, or as `start` was given, when nothing has changed
   * @throws an error with the name `DiskFull`, whose message is for the team, when the disk holds more
   * than the runtime keeps
   */
  save(): Promise<Uint8Array>;
  /** Ends all commands, and resolves when none runs. The disk can still be saved. */
  stop(): Promise<void>;
  /** Releases what the machine holds. It is not used afterwards. */
  close?(): void;
}

/** Keeps the contents of one sandbox's disk in numbered pieces, so that a machine reads only what it needs. */
export interface Pieces {
  /** @throws {Error} when there is no such piece */
  read(piece: number): Promise<Uint8Array>;
  /** Adds pieces. A number that is there already gets the new content. */
  write(pieces: ReadonlyMap<number, Uint8Array>): Promise<void>;
  /** Removes pieces once the disk that `save` returns next is stored. */
  drop(pieces: readonly number[]): void;
}

/** Which sandbox a machine belongs to. */
export interface MachineOwner {
  /** The sandbox. */
  readonly id: string;
  /** The team, which gets its fair share of what runs commands. */
  readonly team?: string;
  readonly env_vars: Readonly<Record<string, string>>;
}

/** Executes the commands of sandboxes. An implementation may use real machines. */
export interface Runtime {
  /**
   * @param disk what `save` returned
   * @param pieces what a machine of this sandbox wrote before; without it, contents are kept in memory
   * and are lost with the machine
   * @throws {Error} when `disk` is not what `save` of such a runtime returned
   */
  start(sandbox: MachineOwner, disk?: Uint8Array, pieces?: Pieces): Promise<Machine>;
}
