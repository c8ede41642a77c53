import { encodeText } from "./encode-text.ts";

/**
 * Fills in the path parameters of a template.
 *
 * A value that is empty, `.` or `..` is refused: a URL parser would take it for a step
 * through the hierarchy (WHATWG URL, "single-dot" and "double-dot URL path segment"), and
 * the request would reach another operation.
 *
 * @param template such as `https://api.example.com/sandboxes/{sandbox_id}`
 * @param values by name, or in the order of the template
 * @throws {TypeError} when a value is missing or cannot stand in a path
 * @example
 * serializePath("/files/{name}", { name: "a/b" }); // "/files/a%2Fb"
 */
export function serializePath(
  template: string,
  values: Readonly<Record<string, unknown>> | readonly unknown[],
): string {
  let index = 0;
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const where = `The path parameter \`${name}\``;
    const value = (values as Record<string, unknown>)[Array.isArray(values) ? index++ : name];
    const text = encodeText(value, where);
    if (/^\.{0,2}$/.test(text)) throw new TypeError(`${where} is empty or dots.`);
    return text;
  });
}
