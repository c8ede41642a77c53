import { createRequire } from "node:module";
import type ts from "typescript";

/**
 * The API of the compiler. It is a CommonJS module of nine megabytes. `import` would make Node read it
 * twice, to find the names that it exports, so it is loaded with `require`.
 */
export const compiler: typeof ts = createRequire(import.meta.url)("typescript") as typeof ts;
