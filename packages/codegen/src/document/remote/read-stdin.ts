import { DocumentError } from "../problems/problem.ts";
import { TooLarge, readLimited } from "./read-limited.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** The name of standard input in messages. */
export const stdinName = "standard input";

/**
 * Reads the document from standard input.
 *
 * @throws {DocumentError} if nothing is piped in, or too much
 */
export async function readStdin(
  { maxBytes }: RemoteOptions,
  input: AsyncIterable<Uint8Array> & { isTTY?: boolean } = process.stdin,
): Promise<string> {
  if (input.isTTY)
    throw problem("there is nothing to read. Pipe a document in: `cat openapi.yaml | …`.");
  try {
    const text = await readLimited(input, maxBytes);
    if (text.trim() !== "") return text;
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    throw problem(`${error.message} Allow more with --max-size.`.replace(/^It/, "it"));
  }
  throw problem("it is empty.");
}

function problem(reason: string): DocumentError {
  const message = `Cannot read the document: ${reason}`;
  return new DocumentError([{ code: "unreachable", message, file: stdinName }]);
}
