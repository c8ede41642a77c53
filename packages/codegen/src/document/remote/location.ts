import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** @returns the absolute path of a path or a `file:` URL, or the URL of HTTP itself */
export function absoluteLocation(location: string): string {
  if (isUrl(location)) return location;
  return location.startsWith("file:") ? fileURLToPath(location) : resolve(location);
}

/** @returns whether a location is a URL of HTTP */
export function isUrl(location: string): boolean {
  return /^https?:\/\//i.test(location);
}

/** @returns the URL as messages and banners show it: a query or a user may hold a secret */
export function publicUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replaceAll(",", "%2C")}`;
}
