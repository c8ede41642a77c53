import type { Ending, Output } from "./runtime.ts";

/** What a command wrote, and how it ended. */
export interface Collected {
  stdout: string;
  stderr: string;
  exit_code: number;
}

/** The most that is kept of each stream, in UTF-16 code units. */
const longestOutput = 1_048_576;

/** What `timeout` of GNU coreutils exits with. */
const timedOut = 124;

/**
 * Keeps what a command writes until it ends, up to a cap; what is beyond is replaced by a notice.
 *
 * @param run runs the command, with what takes its output
 */
export async function collectOutput(
  run: (write: (output: Output) => void) => Promise<Ending>,
): Promise<Collected> {
  const kept = { stdout: "", stderr: "" };
  const cut = new Set<keyof typeof kept>();
  const keep = (stream: keyof typeof kept, text = ""): void => {
    const room = longestOutput - kept[stream].length;
    kept[stream] += text.slice(0, room);
    if (text.length > room) cut.add(stream);
  };
  const ending = await run(({ stdout, stderr }) => {
    keep("stdout", stdout);
    keep("stderr", stderr);
  });
  for (const stream of cut) kept[stream] += `\n[cut after ${longestOutput} characters]\n`;
  if ("exit_code" in ending) return { ...kept, exit_code: ending.exit_code };
  return { ...kept, stderr: `${kept.stderr}${ending.error}\n`, exit_code: timedOut };
}
