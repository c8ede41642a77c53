import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this package's code: the sources in a checkout, and one folder of bundles when built. */
const ownCode = import.meta.filename.endsWith(".ts")
  ? join(import.meta.dirname, "..")
  : import.meta.dirname;

/**
 * Finds where in its author's own code an error arose: the first place on the stack outside of
 * this package.
 *
 * @returns such as `codegen.config.ts:3:5`, relative to the working directory; `""` when unknown
 */
export function errorPlace(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  for (const [, url = "", line = ""] of stack.matchAll(
    /(file:[^\s()?]+?)(?:\?[^\s():]*)?((?::\d+){1,2})/g,
  )) {
    const path = fileURLToPath(url);
    if (!path.startsWith(ownCode)) return relative(process.cwd(), path) + line;
  }
  return "";
}
