/** One event of a stream (WHATWG HTML, section 9.2.6). */
export interface StreamEvent {
  /** Its type, `""` where it names none. */
  event: string;
  data: string;
  /** The last id that the stream gave until then. */
  id: string;
}

/**
 * Reads server-sent events while their text arrives (WHATWG HTML, section 9.2.6). `retry` is
 * for who connects again, which a POST must not. An event without its blank line is dropped.
 */
export async function* readEvents(
  chunks: AsyncIterable<string>,
): AsyncGenerator<StreamEvent, void> {
  let rest = "";
  let wasReturn = false;
  let event = "";
  let data = "";
  let id = "";
  for await (const chunk of chunks) {
    // A carriage return ends its line at once; the line feed that may follow belongs to it.
    const lines = (wasReturn ? chunk.replace(/^\n/, "") : chunk).split(/\r\n?|\n/);
    wasReturn = chunk.endsWith("\r");
    lines[0] = rest + lines[0];
    rest = lines.pop()!;
    for (const line of lines) {
      if (line) {
        const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line)!;
        if (name === "data") data += `${value}\n`;
        if (name === "event") event = value!;
        if (name === "id" && !value!.includes("\0")) id = value!;
      } else {
        if (data) yield { event, data: data.slice(0, -1), id };
        event = data = "";
      }
    }
  }
}
