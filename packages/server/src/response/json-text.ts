const texts = new WeakMap<object, string>();

/**
 * Writes an object as JSON. The text of a frozen one is kept for as long as that is there: a store in
 * memory freezes its records to the last property, so that none can change.
 *
 * @param write always the same for one object; by default it is written as it is
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
