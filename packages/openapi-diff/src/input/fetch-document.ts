import { posix } from "node:path";
import { copyWithReferences } from "./copy-references.ts";
import { InputError } from "./input-error.ts";

/** Timeout for one file, in milliseconds. */
const patience = 30_000;

/**
 * Downloads a document and the files that it references on the same host.
 *
 * @returns the path of the copy
 * @throws {InputError} when the download fails
 */
export async function fetchDocument(source: string, folder: string): Promise<string> {
  const url = new URL(source);
  // A URL without an extension does not tell the syntax. The YAML parser also accepts JSON.
  const path = decodeURIComponent(url.pathname).replace(/^\/+/, "");
  const entry = /\.(ya?ml|json)$/i.test(path) ? path : posix.join(path, "openapi.yaml");
  let failure = "";
  const copy = await copyWithReferences(entry, folder, async (file) => {
    const at = file === entry ? url : new URL(`/${file}`, url);
    try {
      const response = await fetch(at, { signal: AbortSignal.timeout(patience) });
      if (response.ok) return await response.text();
      failure = `the response is ${response.status}`;
    } catch (error) {
      failure = reasonOf(error);
    }
    return undefined;
  });
  if (copy === undefined) throw new InputError(`Cannot download ${source}: ${failure}.`);
  return copy;
}

/** Returns the message of an error's cause, where `fetch` puts the reason of a failure. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "it failed";
  return error.cause instanceof Error ? error.cause.message : error.message;
}
