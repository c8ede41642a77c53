/**
 * Makes what was created delete itself at the end of its scope (ECMAScript, "Explicit Resource
 * Management"). That it is gone by then is no failure.
 *
 * @param created the data of the answer; nothing is done where it has no id
 */
export function deleteAtEnd(created: unknown, remove: (id: unknown) => Promise<unknown>): void {
  const { id } = Object(created) as { id?: unknown };
  if (!id) return;
  // Where a runtime has no such symbol, compilers that write `await using` out look for this one.
  const symbol: symbol = Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose");
  Object.defineProperty(created, symbol, {
    value: () =>
      remove(id).catch((error: { status?: unknown }) => {
        if (error.status !== 404) throw error;
      }),
  });
}
