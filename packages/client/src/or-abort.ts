/**
 * Waits for a task, but no longer than until the signal is aborted, even where a custom
 * `fetch` takes no notice of it.
 *
 * @returns what the task resolves to
 * @throws the signal's own reason, at once, when it is aborted (DOM, "abort reason")
 */
export async function orAbort<Result>(
  signal: AbortSignal,
  task: () => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const { promise, reject } = withReject();
  const abort = (): void => reject(signal.reason);
  signal.addEventListener("abort", abort);
  try {
    return await Promise.race([task(), promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

function withReject(): { promise: Promise<never>; reject: (reason: unknown) => void } {
  let reject!: (reason: unknown) => void;
  const promise = new Promise<never>((_, rejectPromise) => {
    reject = rejectPromise;
  });
  return { promise, reject };
}
