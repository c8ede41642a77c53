/**
 * Creates the error that `fetch` throws for a connection reset: a `TypeError` whose cause is the
 * socket error, as in undici.
 *
 * @param message `fetch failed` before the response, `terminated` in its body
 */
export function connectionReset(message: "fetch failed" | "terminated"): TypeError {
  const cause = Object.assign(new Error("read ECONNRESET"), {
    code: "ECONNRESET",
    errno: -104,
    syscall: "read",
  });
  return new TypeError(message, { cause });
}

/** Returns whether an error represents a connection reset. */
export function isConnectionReset(error: unknown): boolean {
  const { cause } = Object(error) as { cause?: { code?: unknown } };
  return cause?.code === "ECONNRESET";
}
