const texts = new WeakMap<object, string>();

/**
 * Serializes an object as JSON. The text of a frozen object is cached until the object is garbage
 * collected. The store in memory freezes its records deeply, so a cached text never becomes wrong.
 *
 * @param write serializes the object. Pass the same function for the same object.
 * @default JSON.stringify
 */
export function jsonText<Value extends object>(
  value: Value,
  write: (value: Value) => string = JSON.stringify,
): string {
  if (!Object.isFrozen(value)) return write(value);
  let text = texts.get(value);
  if (text === undefined) texts.set(value, (text = write(value)));
  return text;
}
