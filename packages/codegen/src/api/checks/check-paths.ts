import { type ApiDocument, type JsonObject, isObject } from "../../document/read-document.ts";
import { operationsOf, sentMethod } from "../../document/objects/methods.ts";
import type { Reports } from "./reports.ts";

/**
 * Checks the paths: their form, and pairs that differ only in the names of their parameters.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#paths-object
 */
export function checkPaths(document: ApiDocument, reports: Reports): void {
  const paths = document.root["paths"];
  if (!isObject(paths)) return;
  for (const path of Object.keys(paths)) {
    if (!path.startsWith("x-")) checkPath(document, paths, path, reports);
  }
  checkShapes(document, paths, reports);
}

function checkPath(
  document: ApiDocument,
  paths: JsonObject,
  path: string,
  { report, warn }: Reports,
): void {
  const problem = (message: string): ReturnType<ApiDocument["problem"]> =>
    document.problem("invalid-path", message, paths, path, "key");
  if (!path.startsWith("/")) {
    const slashed = `/${path}`;
    if (Object.hasOwn(paths, slashed)) {
      report(problem(`A path starts with a slash, and \`${slashed}\` exists already.`));
    } else {
      warn(problem(`A path starts with a slash. It is read as \`${slashed}\`.`));
      paths[slashed] = paths[path];
    }
    delete paths[path];
    return;
  }
  const extra = /[?#]/.exec(path)?.[0];
  if (extra !== undefined) {
    const hint =
      extra === "?"
        ? "Declare the rest as parameters with `in: query`."
        : "A server never receives the part after it.";
    warn(problem(`A path has no \`${extra}\`. ${hint}`));
  }
  const names = Array.from(path.matchAll(/\{([^{}]*)\}/g), ([, name = ""]) => name);
  if (/[{}]/.test(path.replaceAll(/\{[^{}]*\}/g, "")))
    report(problem("A brace of this path has no partner."));
  if (names.includes("")) report(problem("A parameter of this path has no name."));
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    warn(problem(`The parameter \`{${twice}}\` is in this path twice. It has one value.`));
}

function checkShapes(document: ApiDocument, paths: JsonObject, { warn }: Reports): void {
  const shapes = new Map<string, string>();
  for (const path of Object.keys(paths)) {
    if (path.startsWith("x-")) continue;
    const shape = path.replaceAll(/\{[^{}]*\}/g, "{}");
    const other = shapes.get(shape);
    if (other === undefined) {
      shapes.set(shape, path);
      continue;
    }
    const taken = methodsOf(paths[other]);
    const both = methodsOf(paths[path]).find((method) => taken.includes(method));
    const hint =
      both === undefined
        ? "Merge the two."
        : `A server cannot tell a ${both} of one from a ${both} of the other.`;
    const message = `This path differs from \`${other}\` only in the names of its parameters. ${hint}`;
    warn(document.problem("duplicate-path", message, paths, path, "key"));
  }
}

function methodsOf(item: unknown): string[] {
  return isObject(item) ? operationsOf(item).map(({ method }) => sentMethod(method)) : [];
}
