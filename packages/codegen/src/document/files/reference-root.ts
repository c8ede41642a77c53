import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative } from "node:path";
import { isObject } from "../json-object.ts";
import { objectModel } from "../objects/object-model.ts";
import { isUrl } from "../remote/location.ts";
import type { SourceFile } from "./source-file.ts";

/**
 * Finds the folder that the references of a document may read from by default: the nearest folder
 * around it with a `package.json` or a `.git`, or else its own.
 *
 * @param entry absolute path of the document, or its URL
 * @returns the folder; `undefined` for a URL
 */
export function defaultRoot(entry: string): string | undefined {
  if (isUrl(entry)) return undefined;
  const own = dirname(entry);
  // A package that is installed is one project, whatever packages it holds.
  const [installed] =
    /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/.exec(entry) ?? [];
  if (installed !== undefined) return installed;
  for (let folder = own; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json")) || existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return own;
  }
}

/**
 * Checks that a reference may read a file. It looks at no file outside of the root, and follows
 * links before it decides.
 *
 * @param root absolute path
 * @param path absolute path of the file
 * @returns why it may not, or `undefined`
 */
export function refusal(root: string, path: string): string | undefined {
  const outside = `is outside of ${root}. Move the file below it, or name a folder around both with --ref-root.`;
  if (!isWithin(root, path)) return outside;
  try {
    const target = realpathSync(path);
    if (!isWithin(realpathSync(root), target) && !isWithin(root, target)) return outside;
    return statSync(target).isFile() ? undefined : "is not a regular file.";
  } catch {
    // That there is no such file is another problem.
    return undefined;
  }
}

/** @returns whether a path is a folder or below it */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way !== ".." && !/^\.\.[\\/]/.test(way);
}

/** The names of fields, whatever the object. */
const fields: ReadonlySet<string> = new Set([
  "$ref",
  ...Object.values(objectModel).flatMap((object) => Object.keys(object)),
]);

/**
 * Tells an API description from other files, so that no message shows a line of a file of keys. In
 * an API description most fields at the top are known to OpenAPI, or every one holds an object.
 */
export function isDescription({ value }: SourceFile): boolean {
  // `true` and `false` are schemas (JSON Schema 2020-12, Core, section 4.3.2), and keep no secret.
  if (typeof value === "boolean") return true;
  if (!isObject(value)) return false;
  const names = Object.keys(value).filter((name) => !name.startsWith("x-"));
  const known = names.filter((name) => fields.has(name));
  return (
    known.length * 2 > names.length ||
    names.every((name) => isObject(value[name]) || fields.has(name))
  );
}
