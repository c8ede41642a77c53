interface Last {
  finished?: unknown;
  error?: unknown;
}

/**
 * Reads the data of server-sent events while their text arrives (WHATWG HTML, section 9.2.6). An
 * event without its blank line is dropped. `event`, `id` and `retry` are read over: they are for
 * who listens to types of events or connects again, and a POST is not repeated.
 *
 * The last event has `finished`, or an `error`: a stream that ends without it was interrupted.
 *
 * @param parse what the data says
 * @throws what `parse` throws
 * @throws {Error} when the stream was interrupted
 */
export async function* readEvents(
  chunks: AsyncIterable<string>,
  parse: (data: string) => unknown = JSON.parse,
): AsyncGenerator<unknown[], void> {
  let rest = "";
  let data = "";
  let wasReturn = false;
  for await (const chunk of chunks) {
    // A carriage return ends its line at once; the line feed that may follow belongs to it.
    const lines = (wasReturn ? chunk.replace(/^\n/, "") : chunk).split(/\r\n?|\n/);
    wasReturn = chunk.endsWith("\r");
    lines[0] = rest + lines[0];
    rest = lines.pop()!;
    for (const line of lines) {
      const field = /^data(?:$|: ?)(.*)/s.exec(line);
      if (field) data += `${field[1]}\n`;
      if (line) continue;
      const text = data.slice(0, -1);
      data = "";
      // An event that says nothing keeps the connection alive.
      if (!text) continue;
      const event = parse(text);
      yield [event];
      const { finished, error } = Object(event) as Last;
      if (finished || error) return;
    }
  }
  throw new Error("The last event is missing.");
}
