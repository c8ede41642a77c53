import type { Bash, BashOptions, CommandName } from "just-bash";
import { readBytes } from "./decode-reads.ts";
import { writeExactBytes } from "./exact-bytes.ts";
import { uname } from "./uname.ts";

/** Programs of just-bash that sandboxes do not have, because they use WebAssembly, whose memory has no limit here. */
const withheld: ReadonlySet<string> = new Set(["sqlite3"]);

/**
 * Creates a shell with the programs of a sandbox: those of just-bash except `sqlite3`, and `uname`.
 *
 * @throws {Error} if just-bash is not installed
 */
export async function createShell(options: BashOptions): Promise<Bash> {
  const { Bash, getCommandNames } = await import("just-bash");
  const commands = getCommandNames().filter((name) => !withheld.has(name)) as CommandName[];
  const bash = new Bash({ commands, customCommands: [uname, readBytes], ...options });
  writeExactBytes(bash);
  returnText(bash);
  return bash;
}

/**
 * Makes a shell return its output unchanged. It is text by then, but just-bash would decode it as bytes where it can:
 * the text "é" could be one byte of Latin-1.
 */
function returnText(bash: Bash): void {
  Reflect.set(bash, "logResult", (result: unknown) => result);
}
