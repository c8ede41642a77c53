import type { Reader } from "../../operation.ts";
import { valueAt } from "../error-fields.ts";
import { readText } from "../read-text.ts";

/** How the document says that a stream of events ends. */
export interface EventsOptions {
  /** The data of the last event: fields and their values, or the whole text. */
  end?: string | Readonly<Record<string, unknown>>;
  /** The place of a field that only an event about a failure has. Such an event is the last one. */
  error?: readonly string[];
  /** Whether the data is text instead of JSON. */
  isText?: boolean;
}

/** The text that several APIs send as the last event, without saying so in their documents. */
const usualEnd = "[DONE]";

/** Reads server-sent events (WHATWG HTML, section 9.2). */
export function events(options: EventsOptions = {}): Reader {
  return {
    type: "text/event-stream",
    isStream: true,
    accepts: (contentType) => /^text\/event-stream\b/i.test(contentType),
    parse: (text) => text,
    stream: (body) => readEvents(readText(body), body.maxItemSize, options),
  };
}

/**
 * Reads the data of server-sent events while their text arrives (WHATWG HTML, section 9.2.6). An
 * event without its blank line is dropped. The fields `event`, `id` and `retry` are skipped: they
 * are for listening to single event types and for reconnecting, and a POST is not repeated.
 *
 * @param limit the largest size of one event, in characters
 * @throws {RangeError} if an event is larger
 * @throws {SyntaxError} if the data is not JSON
 * @throws {Error} if the declared last event is missing
 */
export async function* readEvents(
  chunks: AsyncIterable<string>,
  limit: number,
  { end, error, isText }: EventsOptions = {},
): AsyncGenerator<unknown[], void> {
  const parts: string[] = [];
  let size = 0;
  let data = "";
  let wasReturn = false;
  for await (const chunk of chunks) {
    // A carriage return ends its line at once; a line feed after it belongs to the same end.
    const text = wasReturn ? chunk.replace(/^\n/, "") : chunk;
    wasReturn = chunk.endsWith("\r");
    const lines = text.split(/\r\n?|\n/);
    const rest = lines.pop() ?? "";
    if (lines.length > 0) {
      // Joined once, because adding to a long line with every chunk would take quadratic time.
      lines[0] = parts.join("") + lines[0];
      parts.length = 0;
      size = 0;
    }
    parts.push(rest);
    size += rest.length;
    if (size + data.length > limit) throw new RangeError("one of its events is too large");
    for (const line of lines) {
      const field = /^data(?:$|: ?)(.*)/s.exec(line);
      if (field) data += `${field[1]}\n`;
      if (line) continue;
      const content = data.slice(0, -1);
      data = "";
      // An event without data keeps the connection alive.
      if (!content) continue;
      if (content === end || (end === undefined && content === usualEnd)) return;
      const event: unknown = isText ? content : JSON.parse(content);
      yield [event];
      if (isLast(event, end, error)) return;
    }
  }
  if (end !== undefined) throw new Error("The last event is missing.");
}

function isLast(event: unknown, end: EventsOptions["end"], error: EventsOptions["error"]): boolean {
  if (error && valueAt(event, error) !== undefined && valueAt(event, error) !== null) return true;
  if (typeof end !== "object") return false;
  const fields = Object(event) as Record<string, unknown>;
  return Object.entries(end).every(([name, value]) => fields[name] === value);
}
