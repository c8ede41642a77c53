import type { Operation, Reader } from "../operation.ts";

/**
 * Chooses how to read a response: by its status, most specific first (OpenAPI 3.1.1, section 4.8.16,
 * "Responses Object"), then by its content type.
 *
 * @returns the reader, and whether it reads the content type
 */
export function chooseReader(
  { responses }: Pick<Operation, "responses">,
  status: number,
  contentType: string | null,
): { reader: Reader | undefined; isRightType: boolean } {
  const range = `${String(status)[0]}XX`;
  const [first] = Object.values(responses);
  // A success that the document does not list is read like one that it lists.
  const readers = responses[status] ?? responses[range] ?? responses["default"] ?? first ?? [];
  const right =
    contentType === null ? undefined : readers.find((each) => each.accepts(contentType));
  return { reader: right ?? readers[0], isRightType: right !== undefined };
}
