import { schemas } from "@sandboxes/schema/schemas";
import { quote } from "../quote.ts";
import { byteLength } from "./byte-length.ts";

// These repeat limits of the spec. A message here can name the key and its length in bytes.

const { Metadata } = schemas;
const maxKeys = Metadata.maxProperties;
const maxKeyBytes = Metadata.propertyNames["x-max-bytes"];
const maxValueBytes = Metadata.additionalProperties["x-max-bytes"];
const maxTotalBytes = Metadata["x-max-total-bytes"];
const reserved = new RegExp(Metadata.propertyNames.not.pattern, "u");

/**
 * Checks metadata, or a metadata filter, against the documented limits.
 *
 * @returns the problem, with the key and the limit; `undefined` if there is none
 * @example
 * metadataProblem([["", "x"]]); // "the key is empty"
 */
export function metadataProblem(
  pairs: Iterable<readonly [key: string, value: string]>,
): string | undefined {
  let total = 0;
  let count = 0;
  for (const [key, value] of pairs) {
    const [keyBytes, valueBytes] = [byteLength(key), byteLength(value)];
    if (key === "") return "the key is empty";
    if (keyBytes > maxKeyBytes)
      return `the key ${quote(key)} has ${keyBytes} bytes; at most ${maxKeyBytes} are allowed`;
    if (key.includes("\0")) return `the key ${quote(key)} contains NUL`;
    if (value.includes("\0")) return `the value of ${quote(key)} contains NUL`;
    if (reserved.test(key))
      return `the key ${quote(key)} is reserved; keys must not start with "superserve." or "_superserve"`;
    if (valueBytes > maxValueBytes)
      return `the value of ${quote(key)} has ${valueBytes} bytes; at most ${maxValueBytes} are allowed`;
    total += keyBytes + valueBytes;
    count += 1;
  }
  if (count > maxKeys) return `there are ${count} keys; at most ${maxKeys} are allowed`;
  if (total > maxTotalBytes)
    return `keys and values have ${total} bytes together; at most ${maxTotalBytes} are allowed`;
  return undefined;
}
