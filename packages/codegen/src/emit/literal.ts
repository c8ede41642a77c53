/**
 * Writes a JSON value as a TypeScript literal, one property a line where it does not fit on one.
 *
 * @param indent the column at which the literal starts, in levels of two spaces
 */
export function literal(value: unknown, indent = 0): string {
  const flat = flatLiteral(value);
  if (flat.length + indent * 2 <= 90 || typeof value !== "object" || value === null) return flat;
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

function flatLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flatLiteral).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = entries(value).map(([name, item]) => `${name}: ${flatLiteral(item)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

function entries(value: object): [string, unknown][] {
  return Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([name, item]) => [propertyName(name), item]);
}
