import { defineProperty } from "../define-property.ts";
import { type DocumentReader, type Parameter, objectAt } from "../contract/document.ts";
import { schemaTypes } from "../values/schema-types.ts";
import { parseText } from "./parse-text.ts";

/** The `name=value` pairs of a query or cookie. A header or path parameter is a pair with its own name. */
type Pairs = readonly (readonly [name: string, value: string])[];

/**
 * Parses the parameters of one location by their `style` and `explode`
 * (OpenAPI 3.1.1, section 4.8.12.6, "Style Examples").
 *
 * @param pairs the received pairs, decoded; a path parameter has the name from its template
 * @returns the values by parameter name
 */
export function readParameters(
  reader: DocumentReader,
  parameters: readonly Parameter[],
  pairs: Pairs,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const claimed = new Set(parameters.map(({ name }) => name));
  for (const parameter of parameters) {
    const value = readParameter(reader, parameter, pairs, claimed);
    if (value !== undefined) defineProperty(values, parameter.name, value);
  }
  return values;
}

function readParameter(
  reader: DocumentReader,
  parameter: Parameter,
  pairs: Pairs,
  claimed: ReadonlySet<string>,
): unknown {
  const { name, schema, style, explode } = parameter;
  const isHeader = parameter.in === "header";
  const own = pairs
    .filter(([key]) => (isHeader ? key.toLowerCase() === name.toLowerCase() : key === name))
    .map(([, value]) => value);
  if (parameter.isJson) return own[0] === undefined ? undefined : parseJson(own[0]);

  const types = schemaTypes(reader, schema);
  const mayBe = (type: string): boolean => types.has(type) && !types.has("string");
  if (style === "deepObject") {
    const inside = pairs.flatMap(([key, value]): [string, string][] =>
      key.startsWith(`${name}[`) && key.endsWith("]")
        ? [[key.slice(name.length + 1, -1), value]]
        : [],
    );
    return inside.length === 0 ? undefined : toObject(reader, schema, inside);
  }
  if (mayBe("object") && style === "form" && explode) {
    const inside = pairs.filter(([key]) => !claimed.has(key) && isProperty(reader, schema, key));
    return inside.length === 0 ? undefined : toObject(reader, schema, inside);
  }
  const [first] = own;
  if (first === undefined) return undefined;
  if (mayBe("array") && style === "form" && explode) return toArray(reader, schema, own);

  const text = unwrap(parameter, first);
  if (mayBe("object")) return toObject(reader, schema, toPairs(parameter, text));
  if (mayBe("array")) return toArray(reader, schema, text.split(separator(parameter)));
  return parseText(reader, text, schema);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Removes the prefix that the styles `label` and `matrix` write before a value. */
function unwrap({ name, style, explode }: Parameter, text: string): string {
  if (style === "label") return text.replace(/^\./, "");
  if (style !== "matrix") return text;
  if (explode) return text.replace(/^;/, "").replaceAll(`${name}=`, "");
  return text.replace(`;${name}=`, "");
}

function separator({ style, explode }: Parameter): string | RegExp {
  if (style === "label" && explode) return ".";
  if (style === "matrix" && explode) return ";";
  if (style === "spaceDelimited") return /%20| /;
  return style === "pipeDelimited" ? "|" : ",";
}

/** Returns the properties of an object that is serialized as one text. */
function toPairs(parameter: Parameter, text: string): [string, string][] {
  const parts = text.split(separator(parameter));
  if (parameter.explode) {
    return parts.map((part) => {
      const at = part.indexOf("=");
      return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
    });
  }
  const pairs: [string, string][] = [];
  for (let index = 0; index < parts.length; index += 2)
    pairs.push([parts[index]!, parts[index + 1] ?? ""]);
  return pairs;
}

function toArray(reader: DocumentReader, schema: unknown, items: readonly string[]): unknown[] {
  const itemSchema = reader.resolve(schema)["items"];
  return items.map((item) => parseText(reader, item, itemSchema));
}

function toObject(
  reader: DocumentReader,
  schema: unknown,
  pairs: readonly (readonly [string, string])[],
): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [key, value] of pairs)
    defineProperty(object, key, parseText(reader, value, propertySchema(reader, schema, key)));
  return object;
}

function propertySchema(reader: DocumentReader, schema: unknown, name: string): unknown {
  const resolved = reader.resolve(schema);
  const properties = objectAt(resolved, "properties");
  if (Object.hasOwn(properties, name)) return properties[name];
  const pattern = Object.entries(objectAt(resolved, "patternProperties")).find(([source]) =>
    new RegExp(source, "u").test(name),
  );
  return pattern ? pattern[1] : resolved["additionalProperties"];
}

/** Returns whether a query parameter is a property of an exploded object. */
function isProperty(reader: DocumentReader, schema: unknown, name: string): boolean {
  const found = propertySchema(reader, schema, name);
  if (found !== undefined) return found !== false;
  const resolved = reader.resolve(schema);
  // An object without keywords for its properties accepts all of them.
  return resolved["properties"] === undefined && resolved["patternProperties"] === undefined;
}
