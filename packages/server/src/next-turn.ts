/** How long work may go on before it lets others run, in milliseconds. */
const sliceMs = 8;

/** @returns a promise that resolves in the next turn of the event loop, after the I/O that is ready now */
export function nextTurn(): Promise<void> {
  // Not every runtime has `setImmediate`, which waits for no timer.
  const { setImmediate: runNext } = globalThis as { setImmediate?: (run: () => void) => unknown };
  return new Promise((resolve) => {
    if (runNext) runNext(resolve);
    else setTimeout(resolve, 0);
  });
}

/**
 * Lets others run while long work goes on.
 *
 * @returns a function to call after each piece of work. It resolves in the next turn of the event loop if
 * the work has gone on for longer than 8 ms, and returns `undefined` otherwise.
 * @example
 * const giveWay = createGiveWay();
 * for (const item of items) {
 *   work(item);
 *   await giveWay();
 * }
 */
export function createGiveWay(): () => Promise<void> | undefined {
  let start = performance.now();
  return () => {
    if (performance.now() - start < sliceMs) return undefined;
    return nextTurn().then(() => {
      start = performance.now();
    });
  };
}
