/**
 * Creates the error by which `fetch` reports a connection that was reset: a `TypeError` whose cause
 * is the error of the socket, as in undici.
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

/** Whether an error stands for a connection that was reset. */
export function isConnectionReset(error: unknown): boolean {
  const { cause } = Object(error) as { cause?: { code?: unknown } };
  return cause?.code === "ECONNRESET";
}
