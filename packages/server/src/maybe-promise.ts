/** A value, or a promise for it. */
export type MaybePromise<Value> = Value | Promise<Value>;

/** @returns whether the value is a promise, of this realm or another */
export function isPromise<Value>(value: MaybePromise<Value>): value is Promise<Value> {
  return typeof (value as Partial<Promise<Value>> | undefined)?.then === "function";
}

/**
 * Calls a function with a value: immediately, or when the promise for it resolves.
 *
 * @returns the result of the function, as a promise if the value was one
 *
 * @example
 * whenReady(store.findKey(hash), (key) => key?.team);
 */
export function whenReady<Value, Next>(
  value: MaybePromise<Value>,
  proceed: (value: Value) => MaybePromise<Next>,
): MaybePromise<Next> {
  return isPromise(value) ? value.then(proceed) : proceed(value);
}
