/**
 * Keeps the API key out of what is shown, should an answer repeat it.
 *
 * @returns the text without the key
 */
export function hideKey(text: string, key: string | undefined): string {
  return key === undefined ? text : text.replaceAll(key, "[API key]");
}

/**
 * Keeps the API key out of an error that a custom `fetch` threw, with the request inside, say.
 *
 * @returns the error itself, or a copy of what it says when the key can be found in it
 */
export function hideKeyInError(error: unknown, key: string | undefined): unknown {
  return key !== undefined && holds(error, key, 6, new Set())
    ? new Error(hideKey(String(error), key))
    : error;
}

function holds(value: unknown, key: string, depth: number, seen: Set<object>): boolean {
  if (typeof value === "string") return value.includes(key);
  if (typeof value !== "object" || value === null || depth === 0 || seen.has(value)) return false;
  seen.add(value);
  if (value instanceof Request) return holds(value.headers, key, depth, seen);
  const parts: unknown[] =
    value instanceof Headers
      ? [...value.values()]
      : Reflect.ownKeys(value).map((name) => Reflect.get(value, name));
  return parts.some((part) => holds(part, key, depth - 1, seen));
}
