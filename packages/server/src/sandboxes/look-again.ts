/**
 * Calls a function repeatedly, with a fixed delay after each call has settled. Errors are ignored. The timer
 * does not keep the process alive.
 *
 * @param everyMs the delay in milliseconds
 * @returns a function that ends the calls
 */
export function lookAgain(everyMs: number, look: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const wait = (): void => {
    timer = setTimeout(() => {
      void look()
        .catch(() => {})
        .then(() => {
          if (!isOver) wait();
        });
    }, everyMs);
    // In some runtimes a timer is a number.
    (timer as { unref?(): void }).unref?.();
  };
  wait();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
