import type { OperationRequest } from "@sandboxes/schema/operations";
import { encodeText } from "./encode-text.ts";
import { isPlainObject } from "./is-plain-object.ts";

/**
 * Writes the query of a request in the style `form`, exploded, the only one that the API has
 * (OpenAPI 3.1.1, section 4.8.12.3, "Style Values"). Names and values are percent-encoded, so
 * whatever they hold arrives as itself. What is `undefined` is left out, and so is an empty array
 * or object.
 *
 * @param query by parameter name
 * @param isOfWire whether the property names of an object may have the parameter's prefix already
 * @returns the query without its question mark
 * @throws {TypeError} when there is no such parameter, or it cannot be written
 * @example
 * serializeQuery([["tag"]], { tag: ["a", "b"] }); // "tag=a&tag=b"
 * serializeQuery([["metadata", "metadata."]], { metadata: { env: "prod" } }); // "metadata.env=prod"
 */
export function serializeQuery(
  parameters: OperationRequest["query"],
  query: Readonly<Record<string, unknown>>,
  isOfWire?: boolean,
): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    const where = `The query parameter \`${name}\``;
    const parameter = parameters.find(([known]) => known === name);
    if (!parameter) throw new TypeError(`${where} is unknown.`);
    const prefix = parameter[1] ?? "";
    const isObject = isPlainObject(value);
    if (prefix && !isObject) throw new TypeError(`${where} must be an object.`);
    const entries: [string, unknown][] = isObject
      ? Object.entries(value)
      : [value].flat().map((item) => [name, item]);
    for (const [key, item] of entries) {
      if (item === undefined) continue;
      const place = isObject ? `${where}, at \`${key}\`,` : where;
      const wireName = isOfWire && key.startsWith(prefix) ? key : prefix + key;
      pairs.push(`${encodeText(wireName, place)}=${encodeText(item, place)}`);
    }
  }
  return pairs.join("&");
}
