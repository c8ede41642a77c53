import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/**
 * Copies a document and every file that it references into a folder.
 *
 * @param entry the path of the entry document, with slashes, relative to the root of the source
 * @param read returns the text of a file below that root, or `undefined` when it does not exist
 * @returns the path of the copied entry document, or `undefined` when the entry does not exist
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

/** Finds possible references to other files. False positives do no harm. */
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
