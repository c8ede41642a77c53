import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isUrl } from "../remote/location.ts";

/** @returns the path of a file or the URL, or `undefined` when the location is neither */
export function fileOf(location: string, from: string): string | undefined {
  try {
    if (isUrl(location)) return new URL(location).href;
    const hasScheme = /^[a-z][a-z0-9+.-]+:/i.test(location);
    if (isUrl(from) && !hasScheme) return new URL(location, from).href;
    if (/^file:/i.test(location)) return fileURLToPath(location);
    if (hasScheme) return undefined;
    return resolve(dirname(from), decodeURIComponent(location));
  } catch {
    return resolve(dirname(from), location);
  }
}
