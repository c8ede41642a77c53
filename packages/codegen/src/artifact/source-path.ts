import { relative } from "node:path";
import { isUrl, publicUrl } from "../document/remote/location.ts";

/**
 * @returns a document as a banner names it: its path from the folder of the generated file, with `/` on
 *   every system, or its URL without a secret
 */
export function sourcePath(out: string, file: string): string {
  return isUrl(file) ? publicUrl(file) : relative(out, file).replaceAll("\\", "/");
}
