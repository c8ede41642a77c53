/**
 * Runs something that may be aborted: like the global `fetch`, it rejects at once then, with the
 * reason of the signal (WHATWG Fetch, "abort the fetch() call").
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
    // What is at hand wins the race against an abort that comes before anybody has it.
    signal.throwIfAborted();
    return result;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
