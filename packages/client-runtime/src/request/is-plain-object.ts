/** @returns whether the value is a plain object: no array, date, map or instance of a class */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A plain object of another realm (a frame, a vm context) has another Object.prototype.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
