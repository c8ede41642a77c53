import type { Target } from "../artifact/target.ts";
import type { ApiDocument } from "../document/api-document.ts";
import { applyNames } from "./apply-names.ts";
import { applyStainless } from "./apply-stainless.ts";

/**
 * Adds to a document what a configuration says of its names: first of all `names`, then what the
 * document says itself, then a `stainless.yml`.
 *
 * @param onFile is told the path of each file before it is looked for
 * @throws {ConfigError} if a name is for an operation that the document does not have
 * @throws {DocumentError} if there is no such file, or it is not YAML
 */
export function applyGivenNames(
  document: ApiDocument,
  { names, stainless, include, exclude }: Target,
  onFile?: (path: string) => void,
): void {
  const isFiltered = include.length + exclude.length > 0;
  if (stainless !== undefined) {
    onFile?.(stainless);
    applyStainless(document, stainless, isFiltered);
  }
  applyNames(document, names, isFiltered);
}
