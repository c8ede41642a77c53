/** A command to run. */
export interface Command {
  readonly command: string;
  /**
   * Given: `command` is a program and these are its arguments, which no shell reads. Absent: the
   * command line goes to `/bin/sh -c`.
   */
  readonly args?: readonly string[];
  /** Added to the sandbox's own variables, of which it may replace some. */
  readonly env?: Readonly<Record<string, string>>;
  /** @default "/home/user" */
  readonly working_dir?: string;
  /** Seconds. */
  readonly timeout_s: number;
}

/** A piece of output, as it comes. */
export interface Output {
  readonly stdout?: string;
  readonly stderr?: string;
}

/**
 * How a command ended: by itself, or by what is named. The codes are those of the API, and
 * `timeout`: `timeout_s` ran out, `gone`: the machine was stopped, `service_unavailable`: nothing is
 * there that could run it.
 */
export type Ending =
  | { readonly exit_code: number }
  | { readonly error: string; readonly code: string };

/** One sandbox's machine. */
export interface Machine {
  /**
   * Runs a command. Several may run at once, on one disk.
   *
   * `write` is awaited before more output is taken: a slow reader slows the command.
   * When `timeout_s` has passed, what is left is written without waiting. The signal kills the command.
   *
   * @throws the signal's reason when it is aborted, and what `write` throws; the command is killed then
   */
  run(
    command: Command,
    options: { signal?: AbortSignal; write(output: Output): void | Promise<void> },
  ): Promise<Ending>;
  /**
   * Called while commands run, too.
   *
   * @returns what its disk holds, to be given to `start` later, in this process or another; the same
   * array as the last time, or that which `start` was given, tells that nothing has changed
   * @throws an error with the name `DiskFull`, whose message is for whoever ran the command, when that is
   * more than the runtime keeps
   */
  save(): Promise<Uint8Array>;
  /** Ends whatever runs, and resolves when nothing does. */
  stop(): Promise<void>;
}

/** What executes the commands of sandboxes. A real one can stand behind it. */
export interface Runtime {
  /** @throws {Error} when `disk` is not what `save` of such a runtime gave */
  start(
    sandbox: { readonly id: string; readonly env_vars: Readonly<Record<string, string>> },
    disk?: Uint8Array,
  ): Promise<Machine>;
}
