/**
 * Reads the elements of a JSON array while its text arrives (RFC 8259). `JSON.parse` reads and
 * checks every part of it; this function only looks for the places where elements end.
 *
 * @param limit the largest size of one element, in characters
 * @returns batches of the elements that have arrived
 * @throws {SyntaxError} if the text is not a complete JSON array
 * @throws {RangeError} if an element is too large
 */
export async function* readElements(
  chunks: AsyncIterable<string>,
  limit: number,
): AsyncGenerator<unknown[], void> {
  // The start of an element that has not ended. Joined only when it ends, because searching or
  // joining it again with each chunk would take quadratic time.
  let parts: string[] = [];
  let size = 0;
  let scan: Scan = { depth: 0, isString: false, isEscaped: false, end: -1 };
  let known = 0;
  const parse = (text: string, least: number): unknown[] => {
    const elements: unknown = JSON.parse(text);
    if (!Array.isArray(elements) || elements.length < least) throw new SyntaxError();
    return elements.slice(known);
  };
  for await (const chunk of chunks) {
    if (chunk === "") continue;
    scan = findEnd(chunk, scan);
    const { end } = scan;
    if (end >= 0) {
      parts.push(chunk.slice(0, end));
      yield parse(`${parts.join("")}]`, 1);
      // The 0 stands for the elements before, so that the comma after them is valid.
      parts = ["[0", chunk.slice(end)];
      size = chunk.length - end;
      known = 1;
    } else {
      parts.push(chunk);
      size += chunk.length;
    }
    if (size > limit) throw new RangeError("one of its elements is too large");
  }
  yield parse(parts.join(""), 0);
}

/** The state of the search at the end of a chunk. */
interface Scan {
  /** How many arrays and objects are open. */
  depth: number;
  isString: boolean;
  /** Whether the last character of an open string is an escaping backslash. */
  isEscaped: boolean;
  /** Where the last element of the chunk ends, -1 for nowhere. */
  end: number;
}

/** Looks for the end of elements. Measured: a loop inside the generator takes much longer. */
function findEnd(text: string, { depth, isString, isEscaped }: Scan): Scan {
  let end = -1;
  let index = 0;
  if (isString) {
    index = endOfString(text, isEscaped ? 1 : 0);
    if (index < 0)
      return { depth, isString: true, isEscaped: endsEscaped(text, isEscaped ? 1 : 0), end };
  }
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 34) {
      const close = endOfString(text, index + 1);
      if (close < 0) return { depth, isString: true, isEscaped: endsEscaped(text, index + 1), end };
      index = close - 1;
    } else if (code === 91 || code === 123) depth++;
    else if (code === 93 || code === 125) {
      if (--depth === 1) end = index + 1;
    } else if (code === 44 && depth === 1) end = index;
  }
  return { depth, isString: false, isEscaped: false, end };
}

/** @returns the index after the closing quote, -1 if the string goes on */
function endOfString(text: string, from: number): number {
  for (let quote = from - 1; ;) {
    quote = text.indexOf('"', quote + 1);
    if (quote < 0) return -1;
    if (backslashesBefore(text, quote, from) % 2 === 0) return quote + 1;
  }
}

function endsEscaped(text: string, from: number): boolean {
  return backslashesBefore(text, text.length, from) % 2 === 1;
}

function backslashesBefore(text: string, index: number, from: number): number {
  let start = index;
  while (start > from && text.charCodeAt(start - 1) === 92) start--;
  return index - start;
}
