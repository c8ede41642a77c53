/** A key that an object of a JSON text has already had. */
export interface RepeatedKey {
  key: string;
  offset: number;
}

/**
 * Finds repeated keys. `JSON.parse` silently takes the last one, so a path or a property would be lost.
 *
 * @param text well-formed JSON
 * @param value what `JSON.parse` makes of it
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-4
 */
export function repeatedKeys(text: string, value: unknown): RepeatedKey[] {
  // Counting is far cheaper than a search, and nearly all texts have no repeated key.
  return countInText(text) === countInValue(value) ? [] : [...find(text)];
}

/** A string that a colon follows is a key, and nothing else is. */
function countInText(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start >= 0;) {
    const end = endOfString(text, start);
    if (isColon(text, end)) count++;
    start = text.indexOf('"', end);
  }
  return count;
}

function countInValue(value: unknown): number {
  let count = 0;
  const rest = [[value]];
  for (let items = rest.pop(); items; items = rest.pop()) {
    for (const item of items) {
      if (typeof item !== "object" || item === null) continue;
      const inner: unknown[] = Array.isArray(item) ? item : Object.values(item);
      if (inner !== item) count += inner.length;
      rest.push(inner);
    }
  }
  return count;
}

function* find(text: string): Generator<RepeatedKey> {
  const open: Set<string>[] = [];
  const token = /["{}[\]]/g;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0] === "{" || match[0] === "[") open.push(new Set());
    else if (match[0] !== '"') open.pop();
    if (match[0] !== '"') continue;
    token.lastIndex = endOfString(text, match.index);
    if (!isColon(text, token.lastIndex)) continue;
    const key = JSON.parse(text.slice(match.index, token.lastIndex)) as string;
    if (open.at(-1)?.has(key)) yield { key, offset: match.index };
    open.at(-1)?.add(key);
  }
}

/** @returns the offset after the quote that ends the string */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(text: string, offset: number): boolean {
  let first = offset;
  while (text[first - 1] === "\\") first--;
  return (offset - first) % 2 === 1;
}

function isColon(text: string, offset: number): boolean {
  while (" \n\r\t".includes(text[offset] ?? "x")) offset++;
  return text[offset] === ":";
}
