/**
 * Makes of some work what may be asked for at any time: it is done once at a time, and each call is
 * served by work that began after it. Calls that wait for the same turn share it.
 *
 * @returns asks for the work; resolves when it is done, and rejects when it fails
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
