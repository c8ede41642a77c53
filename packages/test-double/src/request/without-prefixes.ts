import { type DocumentReader, type Parameter, isObject, objectAt } from "../contract/document.ts";
import { defineProperty } from "../define-property.ts";

type Values = Readonly<Record<string, unknown>>;

/**
 * Removes the prefix that the properties of an object parameter have on the wire, as a client adds it.
 *
 * @param values the values of `parameters` by name
 * @returns the same values, with shorter property names
 * @example
 * // The parameter `labels` has the property names `^labels\.`.
 * withoutPrefixes(reader, parameters, { labels: { "labels.env": "prod" } }); // { labels: { env: "prod" } }
 */
export function withoutPrefixes(
  reader: DocumentReader,
  parameters: readonly Parameter[],
  values: Values,
): Values {
  const shorter = { ...values };
  for (const parameter of parameters) {
    const value = values[parameter.name];
    const prefix = prefixOf(reader, parameter);
    if (prefix === "" || !isObject(value)) continue;
    defineProperty(shorter, parameter.name, withoutPrefix(value, prefix));
  }
  return shorter;
}

function withoutPrefix(value: Values, prefix: string): Values {
  const shorter: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value))
    defineProperty(shorter, key.startsWith(prefix) ? key.slice(prefix.length) : key, each);
  return shorter;
}

/** Returns the fixed prefix of the property names of an object parameter, such as `labels.`. */
function prefixOf(reader: DocumentReader, { schema }: Parameter): string {
  const [pattern, ...others] = Object.keys(objectAt(reader.resolve(schema), "patternProperties"));
  if (pattern === undefined || others.length > 0) return "";
  const literal = /^\^((?:[\w\- :/]|\\[^\w])+)(?:\.\*\$?)?$/.exec(pattern)?.[1] ?? "";
  return literal.replaceAll(/\\(.)/g, "$1");
}
