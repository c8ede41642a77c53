import { ApiFault } from "../api-fault.ts";
import type { Ending, Output } from "./runtime.ts";

/** What a command wrote, whole, and how it ended. */
export interface CollectedOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit_code: number;
}

/** The exit code of a command that ran out of time, as the command `timeout` gives it. */
const timedOut = 124;

/**
 * Keeps what a command writes until it ends. One that runs out of time has exit code 124, and the
 * last line of its `stderr` says so.
 *
 * @param run runs the command, with what takes its output
 * @param maxBytes how many bytes of UTF-8 are kept of each stream; a line at its end says when there
 * was more. The command runs on
 * @throws {ApiFault} when it could not be run to its end: 410 when the machine was stopped, 503 when
 * there is nothing that runs commands
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
  if ("exit_code" in ending) {
    return { stdout: stdout.text(), stderr: stderr.text(), exit_code: ending.exit_code };
  }
  switch (ending.code) {
    case "timeout":
      return {
        stdout: stdout.text(),
        stderr: `${withNewline(stderr.text())}${ending.error}\n`,
        exit_code: timedOut,
      };
    case "gone":
      throw new ApiFault(410, "gone", ending.error);
    case "service_unavailable":
      throw new ApiFault(503, "service_unavailable", ending.error);
    default:
      throw new Error(`The command ended with an unknown code: ${ending.code}: ${ending.error}`);
  }
}

function collect(maxBytes: number): { add(piece: string | undefined): void; text(): string } {
  const encoder = new TextEncoder();
  const pieces: string[] = [];
  let left = maxBytes;
  let cut = false;
  return {
    add: (piece) => {
      if (!piece || cut) return;
      const { length } = encoder.encode(piece);
      cut = length > left;
      // Only whole characters are written into what is left.
      const end = cut ? encoder.encodeInto(piece, new Uint8Array(left)).read : piece.length;
      pieces.push(piece.slice(0, end));
      left -= length;
    },
    text: () => {
      const text = pieces.join("");
      return cut ? `${withNewline(text)}[cut: only the first ${maxBytes} bytes are kept]\n` : text;
    },
  };
}

function withNewline(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
