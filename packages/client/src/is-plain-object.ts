/** @returns whether the value is an object and nothing more: no array, no date, no map */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return {}.toString.call(value) === "[object Object]";
}
