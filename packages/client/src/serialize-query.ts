import { encodeText } from "./encode-text.ts";
import { isPlainObject } from "./is-plain-object.ts";
import type { OperationParameter as Parameter } from "@sandboxes/schema/operations";

/**
 * Writes the query of a request, each parameter in its own style (OpenAPI 3.1.1, section
 * 4.8.12.3, "Style Values"). Names and values are percent-encoded, so whatever they hold
 * arrives as itself. What is `undefined` is left out, and so is an empty array or object.
 *
 * @param query by parameter name; the property names of an object are those of the wire
 * @returns the query without its question mark
 * @throws {TypeError} when there is no such parameter, or its style cannot express the value
 * @example
 * serializeQuery([{ name: "tag", in: "query", style: "form", explode: true }], { tag: ["a", "b"] }); // "tag=a&tag=b"
 */
export function serializeQuery(
  parameters: readonly Parameter[],
  query: Readonly<Record<string, unknown>>,
): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    const parameter = parameters.find(
      (candidate) => candidate.in === "query" && candidate.name === name,
    );
    if (!parameter) throw new TypeError(`This operation has no query parameter \`${name}\`.`);
    if (isPlainObject(value)) pairs.push(...serializeObject(parameter, value));
    else if (parameter.style === "deepObject" || parameter.prefix !== undefined)
      throw new TypeError(`${the(parameter)} must be an object.`);
    else if (Array.isArray(value)) pairs.push(...serializeArray(parameter, value));
    else pairs.push(pair(parameter, encodeValue(parameter, value, the(parameter))));
  }
  return pairs.join("&");
}

function serializeObject(parameter: Parameter, object: Record<string, unknown>): string[] {
  const { name, style, explode, prefix } = parameter;
  const isDeep = style === "deepObject";
  const fields: [string, string][] = [];
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    if (prefix !== undefined && !key.startsWith(prefix)) {
      throw new TypeError(
        `${the(parameter)} takes names that start with \`${prefix}\`, not \`${key}\`.`,
      );
    }
    const where = `${the(parameter)}, at \`${key}\`,`;
    fields.push([
      encodeText(isDeep ? `${name}[${key}]` : key, where),
      encodeValue(parameter, value, where),
    ]);
  }
  if (!explode && !isDeep) return delimit(parameter, fields.flat());
  if (!isDeep && style !== "form")
    throw new TypeError(`${the(parameter)} cannot be an object: its style is ${style}.`);
  return fields.map((field) => field.join("="));
}

function serializeArray(parameter: Parameter, array: readonly unknown[]): string[] {
  const items = array
    .filter((item) => item !== undefined)
    .map((item) => encodeValue(parameter, item, `${the(parameter)}, in its array,`));
  return parameter.explode ? items.map((item) => pair(parameter, item)) : delimit(parameter, items);
}

/** Not exploded: all in one pair, with a delimiter that no item may hold. */
function delimit(parameter: Parameter, items: readonly string[]): string[] {
  const delimiter = delimiters[parameter.style] ?? ",";
  if (items.some((item) => item.includes(delimiter))) {
    throw new TypeError(
      `${the(parameter)} cannot hold "${decodeURIComponent(delimiter)}": it divides the values.`,
    );
  }
  return items.length === 0 ? [] : [pair(parameter, items.join(delimiter))];
}

const delimiters: Readonly<Record<string, string>> = {
  spaceDelimited: "%20",
  pipeDelimited: "%7C",
};

function pair(parameter: Parameter, text: string): string {
  return `${encodeText(parameter.name, the(parameter))}=${text}`;
}

function encodeValue(parameter: Parameter, value: unknown, where: string): string {
  const text = encodeText(value, where);
  return parameter.allowReserved ? text.replace(harmless, decodeURIComponent) : text;
}

/** `:/?@$,;=` are reserved, but divide neither the query from the rest of a URL nor two of its pairs. */
const harmless = /%(?:3A|2F|3F|40|24|2C|3B|3D)/g;

function the(parameter: Parameter): string {
  return `The query parameter \`${parameter.name}\``;
}
