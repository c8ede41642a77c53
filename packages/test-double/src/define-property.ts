/** Sets an own property, also one with the name `__proto__`, which an assignment would not. */
export function defineProperty(
  object: Record<string, unknown>,
  name: string,
  value: unknown,
): void {
  Object.defineProperty(object, name, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}
