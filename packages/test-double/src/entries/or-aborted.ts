/**
 * Runs a function and rejects immediately when a signal is aborted, with the reason of the signal, as the
 * global `fetch` does (WHATWG Fetch, "abort the fetch() call").
 */
export async function orAborted<Result>(
  signal: AbortSignal,
  run: () => Result | Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  let onAbort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    const result = await Promise.race([run(), aborted]);
    // A result that is already available wins the race against a later abort.
    signal.throwIfAborted();
    return result;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
