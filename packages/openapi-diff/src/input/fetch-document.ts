import { posix } from "node:path";
import { copyWithReferences } from "./copy-references.ts";
import { InputError } from "./input-error.ts";

/** Milliseconds that one file may take. */
const patience = 30_000;

/**
 * Downloads a document, with the files that it refers to on the same host.
 *
 * @returns the path of the copy
 * @throws {InputError} when it cannot be had
 */
export async function fetchDocument(source: string, folder: string): Promise<string> {
  const url = new URL(source);
  // A URL without an extension says nothing of the syntax; YAML takes JSON too.
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

/** `fetch` says what happened in the cause of its error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "it failed";
  return error.cause instanceof Error ? error.cause.message : error.message;
}
