/**
 * Parses the JSON data of server-sent events (WHATWG HTML, section 9.2.6).
 *
 * @throws {SyntaxError} if the data of an event is not JSON
 */
export async function* readEvents<T>(body: ReadableStream<Uint8Array>): AsyncGenerator<T> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const events = text.split(/\r?\n\r?\n/);
      // The text after the last empty line is incomplete.
      text = events.pop() ?? "";
      for (const event of events) {
        const data = event
          .split(/\r?\n/)
          .filter((line) => line.startsWith("data:"))
          .map((line) => line.slice("data:".length).replace(/^ /, ""));
        if (data.length > 0) yield JSON.parse(data.join("\n")) as T;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
