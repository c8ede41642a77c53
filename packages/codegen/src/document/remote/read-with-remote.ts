import type { ApiDocument, ReadOptions } from "../api-document.ts";
import { DocumentError } from "../problems/problem.ts";
import { readDocument } from "../read-document.ts";
import { download } from "./download.ts";
import type { Input, Inputs } from "./input.ts";
import { isUrl } from "./location.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** Documents that the references of one document may lead to on other machines. */
const mostDownloads = 500;

/**
 * Reads a document, and downloads what its references lead to on other machines, if they may. It reads
 * again after each round of downloads, until no reference is left.
 *
 * @param inputs the texts that are known
 * @throws {DocumentError} if the document itself cannot be read
 */
export async function readWithRemote(
  location: string,
  options: ReadOptions,
  inputs: Inputs | undefined,
  remote: RemoteOptions,
): Promise<ApiDocument> {
  const known = new Map<string, Input>(inputs);
  const failures = new Map<string, string>();
  for (;;) {
    const missing = new Set<string>();
    const document = readDocument(location, {
      ...options,
      inputs: known,
      remoteFailures: failures,
      onRemote: (url) => missing.add(url),
    });
    if (!remote.references || missing.size === 0) return document;
    const entry = known.get(location)?.base ?? location;
    const privateOrigin = isUrl(location) ? new URL(entry).origin : "";
    for (const url of missing) {
      if (known.size + failures.size >= mostDownloads) {
        failures.set(url, `is one of more than ${mostDownloads} documents on other machines.`);
        continue;
      }
      try {
        known.set(url, await download(url, remote, privateOrigin));
      } catch (error) {
        if (!DocumentError.isInstance(error)) throw error;
        failures.set(url, `cannot be downloaded. ${error.problems[0]?.message ?? ""}`);
      }
    }
  }
}
