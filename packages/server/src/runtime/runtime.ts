/** A command to run. */
export interface Command {
  readonly command: string;
  /**
   * Arguments of the program `command`, which no shell interprets. Without arguments, `command` is a command
   * line for `/bin/sh -c`.
   */
  readonly args?: readonly string[];
  /** Added to the environment variables of the sandbox. On equal names these win. */
  readonly env?: Readonly<Record<string, string>>;
  /** @default "/home/user" */
  readonly working_dir?: string;
  /** The timeout in seconds, from the start of the command. Before that, it may wait equally long for a slot. */
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
   * Each `write` is awaited, so a slow reader slows the command down. After `timeout_s`, the rest is written
   * without waiting. The signal kills the command.
   *
   * @throws the reason of the signal if it is aborted, or the error of `write`. The command is killed then
   */
  run(
    command: Command,
    options: { signal?: AbortSignal; write(output: Output): void | Promise<void> },
  ): Promise<Ending>;
  /**
   * Saves the disk, also while commands run. Contents of files may be written to `Pieces` before this resolves.
   *
   * @returns an image for a later `start`, in this process or another. If nothing has changed, it is the same
   * array as the last one, or as the one that `start` got
   * @throws an error with the name `DiskFull` and a message for the team, if the disk is larger than the runtime
   * can save
   */
  save(): Promise<Uint8Array>;
  /** Ends all commands. Resolves when none runs. The disk can still be saved. */
  stop(): Promise<void>;
  /** Releases the resources of the machine. It must not be used afterwards. */
  close?(): void;
}

/** Stores the contents of one disk in numbered pieces, so that a machine reads only the pieces that it needs. */
export interface Pieces {
  /** @throws {Error} if the piece does not exist */
  read(piece: number): Promise<Uint8Array>;
  /** Adds pieces, or replaces those with the same number. */
  write(pieces: ReadonlyMap<number, Uint8Array>): Promise<void>;
  /** Marks pieces for removal after the next result of `save` is stored. */
  drop(pieces: readonly number[]): void;
}

/** The sandbox of a machine. */
export interface MachineOwner {
  /** The sandbox. */
  readonly id: string;
  /** The ID of the team. Teams share the slots for commands fairly. */
  readonly team?: string;
  readonly env_vars: Readonly<Record<string, string>>;
}

/** Executes the commands of sandboxes. An implementation may use real machines. */
export interface Runtime {
  /**
   * @param disk the result of an earlier `save`
   * @param pieces the pieces of this sandbox. Without them, contents are in memory and are lost with the machine
   * @throws {Error} if `disk` is not a result of `save` of this runtime
   */
  start(sandbox: MachineOwner, disk?: Uint8Array, pieces?: Pieces): Promise<Machine>;
}
