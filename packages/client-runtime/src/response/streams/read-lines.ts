import type { Reader } from "../../operation.ts";
import { readText } from "../read-text.ts";

/** Reads JSON values, each on its own line or after a record separator (RFC 7464). */
export function jsonLines(type: string): Reader {
  return {
    type,
    isStream: true,
    accepts: (contentType) =>
      /^application\/(x-ndjson|ndjson|jsonl|x-jsonlines|jsonlines|json-seq|x-json-stream|stream\+json)\b/i.test(
        contentType,
      ) || contentType.toLowerCase().startsWith(type.toLowerCase()),
    parse: (text) => text,
    stream: (body) => readJsonLines(readText(body), body.maxItemSize),
  };
}

/** Starts each value of a JSON text sequence (RFC 7464, section 2.2). */
const recordSeparator = "\u001E";

/**
 * Reads JSON lines while their text arrives. Empty lines are skipped.
 *
 * @param limit the largest size of one line, in characters
 * @throws {RangeError} if a line is larger
 * @throws {SyntaxError} if a line is not JSON
 */
async function* readJsonLines(
  chunks: AsyncIterable<string>,
  limit: number,
): AsyncGenerator<unknown[], void> {
  const parts: string[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const lines = chunk.replaceAll(recordSeparator, "\n").split("\n");
    const rest = lines.pop() ?? "";
    if (lines.length > 0) {
      lines[0] = parts.join("") + lines[0];
      parts.length = 0;
      size = 0;
    }
    parts.push(rest);
    size += rest.length;
    if (size > limit) throw new RangeError("one of its lines is too large");
    for (const line of lines) if (line.trim() !== "") yield [JSON.parse(line)];
  }
  const last = parts.join("");
  if (last.trim() !== "") yield [JSON.parse(last)];
}
