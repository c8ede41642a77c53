import { readFileSync } from "node:fs";

/**
 * @returns the text of a file, the same for every checkout of it: without a byte order mark, its
 *   lines ended by a line feed alone
 * @throws the error of the file system
 */
export function fileText(path: string): string {
  return plainText(readFileSync(path, "utf8"));
}

/** @returns the text without a byte order mark, its lines ended by a line feed alone */
export function plainText(text: string): string {
  const unmarked = text.startsWith("\uFEFF") ? text.slice(1) : text;
  return unmarked.includes("\r\n") ? unmarked.replaceAll("\r\n", "\n") : unmarked;
}
