/**
 * Adds an idempotency key, unless the caller has set one. All attempts of a call send the same
 * key, so the server can recognize a retry.
 *
 * @param header in lower case
 */
export function idempotencyKey(header: string): (headers: Record<string, string>) => void {
  return (headers) => {
    // crypto.randomUUID needs a secure context, which a page on plain HTTP is not.
    headers[header] ??= Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join("");
  };
}
