import { ApiFault } from "../api-fault.ts";
import type { Ending, Output } from "./runtime.ts";

/** The complete output of a command, and how it ended. */
export interface CollectedOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit_code: number;
  /** Whether the end of `stdout` or of `stderr` was dropped because of its size. */
  readonly truncated: boolean;
}

/** The exit code of a command that timed out. The program `timeout` uses the same one. */
const timedOut = 124;

/**
 * Collects the output of a command until it ends. A command that times out has exit code 124, and the last
 * line of its `stderr` says so.
 *
 * @param run runs the command, and passes its output to the given function
 * @param maxBytes the maximum number of UTF-8 bytes of each stream. If there are more, the rest is dropped, and
 * the command continues
 * @throws {ApiFault} if the command did not run to its end: 410 if the machine was stopped, 503 if it could not
 * start
 * @example
 * await collectOutput(async (write) => await machine.run(command, { write }));
 */
export async function collectOutput(
  run: (write: (output: Output) => void) => Promise<Ending>,
  maxBytes = 1_048_576,
): Promise<CollectedOutput> {
  const stdout = collect(maxBytes);
  const stderr = collect(maxBytes);
  const ending = await run((output) => {
    stdout.add(output.stdout);
    stderr.add(output.stderr);
  });
  const truncated = stdout.isCut() || stderr.isCut();
  if ("exit_code" in ending) {
    const { exit_code } = ending;
    return { stdout: stdout.text(), stderr: stderr.text(), exit_code, truncated };
  }
  switch (ending.code) {
    case "timeout":
      return {
        stdout: stdout.text(),
        stderr: `${withNewline(stderr.text())}${ending.error}\n`,
        exit_code: timedOut,
        truncated,
      };
    case "gone":
      throw new ApiFault(410, "gone", ending.error);
    case "service_unavailable":
      throw new ApiFault(503, "service_unavailable", ending.error);
    default:
      throw new Error(`The command ended with an unknown code: ${ending.code}: ${ending.error}`);
  }
}

/** One stream of the output. */
interface Collected {
  add(piece: string | undefined): void;
  text(): string;
  isCut(): boolean;
}

function collect(maxBytes: number): Collected {
  const encoder = new TextEncoder();
  const pieces: string[] = [];
  let left = maxBytes;
  let cut = false;
  return {
    add: (piece) => {
      if (!piece || cut) return;
      const { length } = encoder.encode(piece);
      cut = length > left;
      // Does not cut a character in two.
      const end = cut ? encoder.encodeInto(piece, new Uint8Array(left)).read : piece.length;
      pieces.push(piece.slice(0, end));
      left -= length;
    },
    isCut: () => cut,
    text: () => pieces.join(""),
  };
}

function withNewline(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
