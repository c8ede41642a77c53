import { ApiFault } from "../api-fault.ts";
import type { Command, Machine } from "./runtime.ts";

/** What a command wrote, whole, and how it ended. */
export interface CollectedOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit_code: number;
}

/** How a command is run whose output is collected. */
export interface CollectOptions {
  /** Kills the command. */
  readonly signal?: AbortSignal;
  /**
   * How many bytes of UTF-8 are kept of each stream. A line at its end says when there was more; the
   * command runs on.
   *
   * @default 1_048_576
   */
  readonly maxBytes?: number;
}

/** The exit code of a command that ran out of time, as the command `timeout` gives it. */
const timedOut = 124;

/**
 * Runs a command and waits for its end. One that runs out of time ends with exit code 124, and the
 * last line of its `stderr` says so.
 *
 * @throws {ApiFault} when it could not be run to an end: 410 when the machine was stopped, 503 when
 * there is nothing that runs commands
 * @throws the signal's reason
 * @example
 * const { stdout } = await collectOutput(machine, { command: "ls", timeout_s: 30 });
 */
export async function collectOutput(
  machine: Machine,
  command: Command,
  { signal, maxBytes = 1_048_576 }: CollectOptions = {},
): Promise<CollectedOutput> {
  const stdout = collect(maxBytes);
  const stderr = collect(maxBytes);
  const ending = await machine.run(command, {
    ...(signal && { signal }),
    write: (output) => {
      stdout.add(output.stdout);
      stderr.add(output.stderr);
    },
  });
  if ("exit_code" in ending) {
    return { stdout: stdout.text(), stderr: stderr.text(), exit_code: ending.exit_code };
  }
  switch (ending.code) {
    case "timeout": {
      const text = stderr.text();
      const separator = text === "" || text.endsWith("\n") ? "" : "\n";
      return {
        stdout: stdout.text(),
        stderr: `${text}${separator}${ending.error}\n`,
        exit_code: timedOut,
      };
    }
    case "gone":
      throw new ApiFault(410, "gone", ending.error);
    case "service_unavailable":
      throw new ApiFault(503, "service_unavailable", ending.error);
    default:
      throw new Error(`The command ended with an unknown code: ${ending.code}: ${ending.error}`);
  }
}

function collect(maxBytes: number): { add(piece: string | undefined): void; text(): string } {
  const pieces: string[] = [];
  let left = maxBytes;
  let cut = false;
  const bytes = new Uint8Array(maxBytes);
  return {
    add: (piece) => {
      if (!piece || cut) return;
      // It writes whole characters only.
      const { read, written } = new TextEncoder().encodeInto(piece, bytes.subarray(0, left));
      left -= written;
      cut = read < piece.length;
      pieces.push(piece.slice(0, read));
    },
    text: () => {
      const text = pieces.join("");
      if (!cut) return text;
      const separator = text === "" || text.endsWith("\n") ? "" : "\n";
      return `${text}${separator}[output cut: only the first ${maxBytes} bytes are kept]\n`;
    },
  };
}
