/**
 * Reads the elements of a JSON array while its text arrives (RFC 8259). `JSON.parse` reads and
 * judges every part of it; all that is looked for here is where an element ends.
 *
 * @returns the elements that have arrived since the last ones, each time that there are some
 * @throws {SyntaxError} when the text is no JSON array, or not a whole one
 */
export async function* readElements(
  chunks: AsyncIterable<string>,
): AsyncGenerator<unknown[], void> {
  let rest = "";
  let known = 0;
  let depth = 0;
  let isQuoted = false;
  let index = 0;
  for await (const chunk of chunks) {
    const { length } = chunk;
    const find = (text: string, from: number): number =>
      from < index ? (chunk.indexOf(text, index) + 1 || length + 1) - 1 : from;
    let quote = -1;
    let backslash = -1;
    let end = -1;
    while (index < length) {
      if (isQuoted) {
        quote = find('"', quote);
        backslash = find("\\", backslash);
        isQuoted = backslash < quote || quote === length;
        index = backslash < quote ? backslash + 2 : Math.min(quote + 1, length);
        continue;
      }
      const code = chunk.charCodeAt(index++);
      if (code === 34) isQuoted = true;
      else if (code === 91 || code === 123) depth++;
      else if (code === 93 || code === 125) {
        if (--depth === 1) end = index;
      } else if (code === 44 && depth === 1) end = index - 1;
    }
    // A backslash may end a chunk; what it escapes begins the next one.
    index -= length;
    if (end < 0) {
      rest += chunk;
      continue;
    }
    yield parse(`${rest + chunk.slice(0, end)}]`, 1);
    // The 0 stands for the elements before, so that the comma after them is valid.
    rest = `[0${chunk.slice(end)}`;
    known = 1;
  }
  yield parse(rest, 0);

  function parse(text: string, least: number): unknown[] {
    const elements: unknown = JSON.parse(text);
    if (!Array.isArray(elements) || elements.length < least) throw new SyntaxError();
    return elements.slice(known);
  }
}
