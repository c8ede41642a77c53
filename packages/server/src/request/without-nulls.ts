/** A value without the properties that are `null`, at any depth. */
export type WithoutNulls<Value> = Value extends readonly (infer Item)[]
  ? WithoutNulls<Item>[]
  : Value extends object
    ? { [Key in keyof Value]: WithoutNulls<Exclude<Value[Key], null>> }
    : Value;

/**
 * Removes the properties that are `null`, at any depth. In a request body that its validator allows,
 * `null` stands only where a field is optional, and there it means the same as an absent field.
 *
 * @returns the value itself where it has no such property
 */
export function withoutNulls<Value>(value: Value): WithoutNulls<Value> {
  return removeNulls(value) as WithoutNulls<Value>;
}

function removeNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(removeNulls);
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([key, item]) => [key, removeNulls(item)]));
}
