/** A value, or a promise for it. */
export type MaybePromise<Value> = Value | Promise<Value>;

/** @returns whether something has to be waited for, whosever promise it is */
export function isPromise<Value>(value: MaybePromise<Value>): value is Promise<Value> {
  return typeof (value as Partial<Promise<Value>> | undefined)?.then === "function";
}

/**
 * Goes on with a value: at once where it is at hand, later where it has to be waited for.
 *
 * @example
 * whenReady(store.findKey(hash), (key) => key?.team);
 */
export function whenReady<Value, Next>(
  value: MaybePromise<Value>,
  goOn: (value: Value) => MaybePromise<Next>,
): MaybePromise<Next> {
  return isPromise(value) ? value.then(goOn) : goOn(value);
}
