import type { Command } from "@sandboxes/server";

/** A command that a sandbox runs. */
export interface SandboxCommand extends Command {
  readonly sandbox_id: string;
}

/** Selects commands: the whole command line, a pattern of it, or a function. Arguments are part of the line. */
export type CommandMatcher = string | RegExp | ((command: SandboxCommand) => boolean);

/** A piece of output. */
export interface OutputPiece {
  readonly stdout?: string;
  readonly stderr?: string;
  /**
   * The delay before this piece, by the clock of the API: milliseconds, or a string such as `"2s"`.
   *
   * @default 0
   */
  readonly after?: number | string;
}

/** What a command does in a test. */
export interface CommandResult {
  /** @default "" */
  readonly stdout?: string;
  /** @default "" */
  readonly stderr?: string;
  /**
   * Output in several pieces, for a stream. It comes before `stdout` and `stderr`.
   *
   * @default no pieces
   */
  readonly output?: readonly OutputPiece[];
  /** @default 0 */
  readonly exitCode?: number;
  /**
   * How long the command runs before `stdout` and `stderr` come and it ends, by the clock of the API: milliseconds,
   * or a string such as `"2s"`. If it runs longer than its `timeout_s`, it times out.
   *
   * @default 0
   */
  readonly after?: number | string;
}

/** A result, or a function that returns one for a command. */
export type CommandAnswer =
  | CommandResult
  | ((command: SandboxCommand) => CommandResult | Promise<CommandResult>);

/** Options for `onExec`. */
export interface OnExecOptions {
  /**
   * How many commands the answer is for. Then the answer before it applies again.
   *
   * @default Infinity
   */
  readonly times?: number;
}

/**
 * Answers commands in a test. The newest answer whose matcher fits a command applies.
 *
 * @throws {TypeError} if the matcher, the result or an option is not valid
 * @example
 * api.onExec(/npm test/, { stdout: "1 passed\n", exitCode: 0, after: "2s" });
 * api.onExec("cat a", ({ sandbox_id }) => ({ stdout: sandbox_id }));
 */
export type OnExec = (
  matcher: CommandMatcher,
  answer: CommandAnswer,
  options?: OnExecOptions,
) => void;
