import { quote } from "../quote.ts";
import { byteLength } from "./byte-length.ts";

// Limits that JSON Schema cannot say, because it counts code points and these are bytes of UTF-8;
// and the number of keys, which holds for what is stored as well as for what is asked.

const maxKeys = 64;
const maxKeyBytes = 256;
const maxValueBytes = 2048;
const maxTotalBytes = 16_384;
const reserved = /^(?:superserve\.|_superserve)/i;

/**
 * Holds metadata, or a filter on it, against the documented limits.
 *
 * @returns what is wrong, naming the key and the limit, or `undefined` when nothing is
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
