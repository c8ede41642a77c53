/**
 * Makes what was created delete itself at the end of its scope (ECMAScript, "Explicit Resource
 * Management"). That it is gone by then is no failure.
 */
export function deleteAtEnd<Created extends { id: string }>(
  created: Created,
  remove: (id: string) => Promise<unknown>,
): Created & AsyncDisposable {
  // Where a runtime has no such symbol, compilers that write `await using` out look for this one.
  return Object.defineProperty(created, Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose"), {
    value: () =>
      remove(created.id).catch((error: { status?: unknown }) => {
        if (error.status !== 404) throw error;
      }),
  }) as Created & AsyncDisposable;
}
