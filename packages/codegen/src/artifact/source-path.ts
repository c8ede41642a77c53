import { relative } from "node:path";

/** @returns the path of a document as a banner has it: from the folder of the generated file, with `/` on every system */
export function sourcePath(out: string, file: string): string {
  return relative(out, file).replaceAll("\\", "/");
}
