/**
 * Keeps the API key out of what is shown, should an answer repeat it.
 *
 * @param text a text, or a header that may be missing
 * @returns the text without the key; `undefined` where there is no text
 */
export function hideKey(text: string, key: string | undefined): string;
export function hideKey(text: string | null, key: string | undefined): string | undefined;
export function hideKey(text: string | null, key: string | undefined): string | undefined {
  return key ? text?.replaceAll(key, "[API key]") : (text ?? undefined);
}

/**
 * Copies of an error what says why it came about, and nothing else: a custom `fetch` may hang the
 * request on it, with its headers and its body.
 *
 * @returns a copy with name, message, code and causes, without the key
 */
export function copyError(error: unknown, key: string | undefined, depth = 5): Error | undefined {
  if (!depth) return undefined;
  const { name, message, cause, code } = Object(error) as Partial<Error> & { code?: unknown };
  const copy = new Error(
    hideKey(String(message ?? error), key),
    (cause && { cause: copyError(cause, key, depth - 1) }) as ErrorOptions,
  );
  return Object.assign(copy, name && { name }, code && { code });
}
