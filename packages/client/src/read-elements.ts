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
  let index = 0;
  let depth = 0;
  let end = 0;
  let known = 0;
  const parse = (text: string, least: number): unknown[] => {
    const elements: unknown = JSON.parse(text);
    if (!Array.isArray(elements) || elements.length < least) throw new SyntaxError();
    return elements.slice(known);
  };
  for await (const chunk of chunks) {
    // Unlike +=, gives a text whose characters are quick to get at.
    rest = [rest, chunk].join("");
    [index, depth, end] = lookThrough(rest, index, depth);
    if (end) {
      yield parse(`${rest.slice(0, end)}]`, 1);
      // The 0 stands for the elements before, so that the comma after them is valid.
      rest = `[0${rest.slice(end)}`;
      index += 2 - end;
      known = 1;
    }
  }
  yield parse(rest, 0);
}

/**
 * Looks for where elements end. Not in the generator, in which a loop takes much longer.
 *
 * @param depth how many arrays and objects are open
 * @returns how far it came, how many are open there, and where the last element ends: 0 for nowhere
 */
function lookThrough(text: string, index: number, depth: number): [number, number, number] {
  let end = 0;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 34) {
      let close = index;
      let before;
      // An even number of steps back to what is no backslash: the quote is escaped.
      do for (before = close = text.indexOf('"', close + 1); text.charCodeAt(--before) === 92;);
      while ((close - before) % 2 === 0);
      if (close < 0) break;
      index = close;
    } else if (code === 91 || code === 123) depth++;
    else if (code === 93 || code === 125) {
      if (--depth === 1) end = index + 1;
    } else if (code === 44 && depth === 1) end = index;
  }
  return [index, depth, end];
}
