import { readFileSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";

const ending = ".template";

/**
 * Reads the files of a new package that are the same for every document.
 *
 * @param values the texts for the places `{{name}}`
 * @returns texts by path in the package, with `/`
 */
export function templateFiles(values: Readonly<Record<string, string>>): Map<string, string> {
  const folder = join(import.meta.dirname, templateFolder());
  const files = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(ending)) continue;
    const text = readFileSync(join(folder, name), "utf8");
    // npm leaves a file called `.gitignore` out of a package, so these start with `dot-`.
    const path = name
      .slice(0, -ending.length)
      .split(sep)
      .map((part) => part.replace(/^dot-/, "."))
      .join("/");
    files.set(
      path,
      text.replaceAll(/\{\{(\w+)\}\}/g, (place, key: string) => values[key] ?? place),
    );
  }
  return files;
}

/** Beside the sources there are two folders above this file, beside the built one. */
function templateFolder(): string {
  return import.meta.filename.endsWith(".ts") ? "../../template" : "../template";
}
