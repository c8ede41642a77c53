import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { InputError } from "./input-error.ts";

/** Usual names of the entry document, the most specific first. */
const names = /^(openapi|swagger|api|spec|index|main)\b.*\.(ya?ml|json)$/i;

/**
 * Finds the entry document in a folder: the file that declares a version of OpenAPI.
 *
 * @param name the name of the folder in errors
 * @default name is the path of the folder
 * @returns the path
 * @throws {InputError} when no file matches, or when more than one does
 */
export function findDocument(folder: string, name: string = folder): string {
  const found = filesIn(folder)
    .filter((path) => /\.(ya?ml|json)$/i.test(path) && isEntry(path))
    .sort((a, b) => depth(folder, a) - depth(folder, b) || a.localeCompare(b));
  const [first] = found;
  if (first === undefined)
    throw new InputError(`There is no OpenAPI document in ${name}. Name the file itself.`);
  const nearest = found.filter((path) => depth(folder, path) === depth(folder, first));
  const named = nearest.filter((path) =>
    names.test(relative(folder, path).split(/[\\/]/).at(-1) ?? ""),
  );
  const candidates = named.length > 0 ? named : nearest;
  if (candidates.length > 1)
    throw new InputError(
      `${name} has several OpenAPI documents: ${candidates.map((path) => relative(folder, path)).join(", ")}. Name one of them.`,
    );
  return candidates[0] ?? first;
}

function depth(folder: string, path: string): number {
  return relative(folder, path).split(/[\\/]/).length;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === "node_modules" || entry.name.startsWith(".")) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : entry.isFile() ? [path] : [];
  });
}

/** Matches the version at the start of a line or of the text, without parsing. */
function isEntry(path: string): boolean {
  const text = readFileSync(path, "utf8");
  return (
    /^["']?(openapi["']?\s*:\s*["']?3|swagger["']?\s*:\s*["']?2)\./m.test(text) ||
    /^\s*\{[^{}[\]]*"(openapi"\s*:\s*"3|swagger"\s*:\s*"2)\./.test(text) ||
    (path.endsWith(".json") &&
      /"(openapi"\s*:\s*"3|swagger"\s*:\s*"2)\./.test(text.slice(0, 100_000)))
  );
}
