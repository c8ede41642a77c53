const texts = new WeakMap<object, string>();

/**
 * Writes an object as JSON. The text of a frozen one is kept for as long as that
 * is there: a store in memory freezes its records to the last property, so that none can change.
 */
export function jsonText(value: object): string {
  if (!Object.isFrozen(value)) return JSON.stringify(value);
  let text = texts.get(value);
  if (text === undefined) texts.set(value, (text = JSON.stringify(value)));
  return text;
}
