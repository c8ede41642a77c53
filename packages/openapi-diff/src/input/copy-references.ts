import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { posix } from "node:path";

/**
 * Copies a document and every file that it refers to into a folder.
 *
 * @param entry path of the entry document, with slashes, relative to a root of its own
 * @param read gives the text of a file below that root, or `undefined` when there is none
 * @returns the path of the copied entry document, or `undefined` when there is none
 */
export async function copyWithReferences(
  entry: string,
  folder: string,
  read: (path: string) => string | undefined | Promise<string | undefined>,
): Promise<string | undefined> {
  const waiting = [entry];
  const seen = new Set(waiting);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const text = await read(path);
    if (text === undefined) {
      if (path === entry) return undefined;
      continue;
    }
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    for (const reference of filesReferredTo(text)) {
      const next = posix.normalize(posix.join(posix.dirname(path), reference));
      if (next.startsWith("..") || seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return join(folder, entry);
}

/** Finds what could be a reference to another file; one too many does no harm. */
function filesReferredTo(text: string): string[] {
  const references = text.matchAll(/\$ref["']?\s*:\s*(?:"([^"]+)"|'([^']+)'|([^\s,}#][^\s,}]*))/g);
  return Array.from(references, ([, double, single, plain]) => double ?? single ?? plain ?? "")
    .map((reference) => decode(reference.split("#")[0] ?? ""))
    .filter((path) => path !== "" && !/^[a-z][a-z\d+.-]+:/i.test(path) && !path.startsWith("/"));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
