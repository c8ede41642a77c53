import { type ApiDocument, isObject } from "../document/read-document.ts";
import { methods } from "./api.ts";
import type { Reports } from "./check-document.ts";

/**
 * Finds paths that are none, and those that differ in nothing but the names of their parameters.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#paths-object
 */
export function checkPaths(document: ApiDocument, { report, warn }: Reports): void {
  const paths = document.root["paths"];
  if (!isObject(paths)) return;
  const shapes = new Map<string, string>();
  for (const path of Object.keys(paths)) {
    if (path.startsWith("x-")) continue;
    const wrong = pathError(path);
    const isTolerated =
      wrong !== undefined && report(document.problem("invalid-path", wrong, paths, path, "key"));
    if (isTolerated && !path.startsWith("/")) delete paths[path];
    const shape = path.replaceAll(/\{[^{}]*\}/g, "{}");
    const other = shapes.get(shape);
    if (other === undefined) {
      shapes.set(shape, path);
      continue;
    }
    const both = methods.find((method) => has(paths[path], method) && has(paths[other], method));
    const what =
      both === undefined
        ? "Make one path of them."
        : `Nobody can tell a ${both.toUpperCase()} of the one from a ${both.toUpperCase()} of the other.`;
    const message = `This path is \`${other}\` with other names. ${what}`;
    const problem = document.problem("duplicate-path", message, paths, path, "key");
    if (both === undefined) warn(problem);
    else report(problem);
  }
}

function has(item: unknown, method: string): boolean {
  return isObject(item) && item[method] !== undefined;
}

function pathError(path: string): string | undefined {
  if (!path.startsWith("/")) return `A path starts with a slash: \`/${path}\`.`;
  const extra = /[?#]/.exec(path)?.[0];
  if (extra !== undefined) {
    const hint = extra === "?" ? " Declare what follows it as parameters, `in: query`." : "";
    return `A path has no \`${extra}\`.${hint}`;
  }
  const names = Array.from(path.matchAll(/\{([^{}]*)\}/g), ([, name = ""]) => name);
  if (/[{}]/.test(path.replaceAll(/\{[^{}]*\}/g, ""))) {
    return "A brace of this path has no partner.";
  }
  if (names.includes("")) return "A parameter of this path has no name.";
  const twice = names.find((name, index) => names.indexOf(name) < index);
  return twice === undefined
    ? undefined
    : `The parameter \`{${twice}}\` stands in this path twice.`;
}
