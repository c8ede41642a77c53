import type { Reader } from "../operation.ts";
import { empty } from "./readers.ts";

/** Reads a 304 that the document lists: it has no body. */
export const notModified: Reader = { ...empty, isNotModified: true };

/**
 * Chooses how to read a response: by its status, most specific first (OpenAPI 3.1.1, section 4.8.16,
 * "Responses Object"), then by its content type.
 *
 * @param responses the formats of each documented success, by status (`200`, `2XX` or `default`), the
 *   preferred one first
 */
export function byStatus(responses: Readonly<Record<string, readonly Reader[]>>): Reader {
  const all = Object.values(responses).flat();
  return {
    ...all[0]!,
    ...(all.some(({ isStream }) => isStream) && { isStream: true }),
    choose(status, contentType) {
      // A success that the document does not list is read like one that it lists.
      const readers =
        responses[status] ?? responses[`${String(status)[0]}XX`] ?? responses["default"] ?? all;
      return (
        (contentType === null ? undefined : readers.find((each) => each.accepts(contentType))) ??
        readers[0]!
      );
    },
  };
}
