/**
 * Secrets shorter than this are not searched for: they occur in ordinary text, and hiding them
 * would garble every message.
 */
const shortest = 6;

/**
 * Replaces secrets in a text that a response or an error may repeat.
 *
 * @returns the text with `[secret]` in place of each secret
 */
export function hideSecrets(text: string, secrets: readonly string[] = []): string {
  let shown = text;
  for (const secret of secrets)
    if (secret.length >= shortest) shown = shown.replaceAll(secret, "[secret]");
  return shown;
}

/** The deepest level that is copied. A response can nest deeper than the stack of a recursive function. */
const deepest = 100;

/**
 * Replaces secrets in parsed JSON, in strings and property names. It runs after parsing, because
 * JSON can spell a secret with escapes.
 *
 * @returns a copy, without the arrays and objects that are nested deeper than 100 levels
 */
export function hideSecretsIn(json: unknown, secrets: readonly string[], depth = 0): unknown {
  if (typeof json === "string") return hideSecrets(json, secrets);
  if (typeof json !== "object" || json === null) return json;
  if (depth === deepest) return undefined;
  if (Array.isArray(json)) return json.map((item) => hideSecretsIn(item, secrets, depth + 1));
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [
      hideSecrets(name, secrets),
      hideSecretsIn(value, secrets, depth + 1),
    ]),
  );
}

/**
 * Copies what an error says, and nothing else: a custom `fetch` may attach the request to it, with
 * headers and body.
 *
 * @returns a copy with name, message, code and causes, without secrets
 */
export function copyError(error: unknown, secrets: readonly string[], depth = 5): Error {
  const { name, message, cause, code } = Object(error) as Partial<Error> & { code?: unknown };
  const hasCause = cause !== undefined && cause !== null && depth > 1;
  const copy = new Error(
    hideSecrets(String(message ?? error), secrets),
    hasCause ? { cause: copyError(cause, secrets, depth - 1) } : undefined,
  );
  return Object.assign(copy, name && { name }, code !== undefined && { code });
}
