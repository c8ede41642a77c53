/**
 * Does something again and again, each time so long after it was done last. A failure is passed over:
 * the next time may tell more. The timer keeps no process alive.
 *
 * @param everyMs in milliseconds
 * @returns what ends it
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
    // Not everywhere is a timer an object.
    (timer as { unref?(): void }).unref?.();
  };
  wait();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
