/**
 * Runs some work at most once at a time. Each call waits for a run that began after the call. Calls that wait
 * for the same run share it.
 *
 * @returns a function that requests a run. It resolves when that run is done, and rejects if the run fails
 * @example
 * const save = oneAtATime(async () => await store.disks.save(team, id, await machine.save()));
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<void> | undefined;
  const turn = async (before: Promise<unknown>): Promise<void> => {
    await before;
    next = undefined;
    await work();
  };
  return async () => {
    if (!next) {
      next = turn(last);
      last = next.catch(() => {});
    }
    await next;
  };
}
