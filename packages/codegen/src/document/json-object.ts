/** An object of a document, its fields as they are written. */
export type JsonObject = { [field: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Sets a field, whatever its name: assigning to `__proto__` would set the prototype. */
export function setField(object: JsonObject, field: string, value: unknown): void {
  const property = { value, enumerable: true, configurable: true, writable: true };
  if (field === "__proto__") Object.defineProperty(object, field, property);
  else object[field] = value;
}
