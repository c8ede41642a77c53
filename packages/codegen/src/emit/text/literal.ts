/**
 * Writes a JSON value as a TypeScript literal, one property a line where it does not fit on one.
 *
 * @param indent the column at which the literal starts, in levels of two spaces
 */
export function literal(value: unknown, indent = 0): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const flat = flatLiteral(value, 90 - indent * 2);
  if (flat !== undefined) return flat;
  const pad = "  ".repeat(indent + 1);
  const lines = Array.isArray(value)
    ? value.map((item) => pad + literal(item, indent + 1))
    : entries(value).map(([name, item]) => `${pad}${name}: ${literal(item, indent + 1)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.join(",\n")},\n${"  ".repeat(indent)}${close}`;
}

/** @returns the name as a property of an object literal or an interface, quoted where it must be */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/**
 * @returns `undefined` when it takes more than `room` characters, without having written the rest: a
 * value is tried anew at each depth of a document
 */
function flatLiteral(value: unknown, room: number): string | undefined {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const fields: [string, unknown][] = isList
    ? value.map((item: unknown) => ["", item])
    : entries(value);
  if (fields.length === 0) return isList ? "[]" : "{}";
  let text = isList ? "[" : "{ ";
  for (const [index, [name, item]] of fields.entries()) {
    text += `${index === 0 ? "" : ", "}${isList ? "" : `${name}: `}`;
    const flat = flatLiteral(item, room - text.length);
    if (flat === undefined) return undefined;
    text += flat;
    if (text.length > room) return undefined;
  }
  text += isList ? "]" : " }";
  return text.length > room ? undefined : text;
}

function entries(value: object): [string, unknown][] {
  return Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([name, item]) => [fieldName(name), item]);
}

/** `__proto__: …` in a literal would set the prototype; computed, it is a property as any other. */
function fieldName(name: string): string {
  return name === "__proto__" ? '["__proto__"]' : propertyName(name);
}
