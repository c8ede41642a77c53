import { createRequire } from "node:module";
import type ts from "typescript";

/**
 * The compiler's API. It is a CommonJS module of nine megabytes, and asked for as one: for an
 * `import` Node would read all of it once more, to find the names that it exports.
 */
export const compiler: typeof ts = createRequire(import.meta.url)("typescript") as typeof ts;
