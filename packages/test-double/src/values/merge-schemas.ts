import { isObject, listAt, objectAt } from "../contract/document.ts";

type Schema = Readonly<Record<string, unknown>>;

/**
 * Combines two schemas that both apply to a value (JSON Schema 2020-12, core, section 10.2.1.1,
 * "allOf").
 *
 * @returns one schema for the values that both allow, as far as it can be expressed; `false` if there are
 *   none
 */
export function mergeSchemas(a: Schema, b: Schema): Schema | false {
  const merged: Record<string, unknown> = { ...a };
  for (const [keyword, value] of Object.entries(b)) {
    if (!Object.hasOwn(a, keyword)) {
      merged[keyword] = value;
      continue;
    }
    const combined = combine(keyword, a[keyword], value);
    if (combined === false) return false;
    merged[keyword] = combined;
  }
  return merged;
}

function combine(keyword: string, a: unknown, b: unknown): unknown {
  switch (keyword) {
    case "type":
      return commonTypes([a].flat(), [b].flat());
    case "enum":
      return intersect(a, b);
    case "required":
      return [...new Set([a, b].flat())];
    case "properties":
    case "patternProperties":
    case "dependentSchemas":
      return mergeProperties(a, b);
    case "items":
    case "additionalProperties":
    case "propertyNames":
      return both(a, b);
    case "minimum":
    case "exclusiveMinimum":
    case "minLength":
    case "minItems":
    case "minProperties":
      return Math.max(Number(a), Number(b));
    case "maximum":
    case "exclusiveMaximum":
    case "maxLength":
    case "maxItems":
    case "maxProperties":
      return Math.min(Number(a), Number(b));
    case "allOf":
    case "alternatives":
      return [a, b].flat();
    case "not":
      return { anyOf: [a, b] };
    case "uniqueItems":
    case "nullable":
      return a === true || b === true;
    default:
      // Prefer the example of the outer schema, because that schema is more specific to this value.
      return a;
  }
}

function commonTypes(a: readonly unknown[], b: readonly unknown[]): unknown {
  const found = a.flatMap((type) => {
    if (b.includes(type)) return [type];
    if (type === "integer" && b.includes("number")) return ["integer"];
    return type === "number" && b.includes("integer") ? ["integer"] : [];
  });
  return found.length > 0 && [...new Set(found)];
}

function intersect(a: unknown, b: unknown): unknown {
  if (!Array.isArray(a) || !Array.isArray(b)) return a;
  const texts = new Set(b.map((value) => JSON.stringify(value)));
  const found = a.filter((value) => texts.has(JSON.stringify(value)));
  return found.length > 0 && found;
}

function mergeProperties(a: unknown, b: unknown): unknown {
  const merged: Record<string, unknown> = { ...Object(a) };
  for (const [name, schema] of Object.entries(Object(b) as object))
    merged[name] = Object.hasOwn(merged, name) ? both(merged[name], schema) : schema;
  return merged;
}

/** Returns a schema to which both apply. */
function both(a: unknown, b: unknown): unknown {
  if (a === b || b === true) return a;
  if (a === true) return b;
  if (a === false || b === false) return false;
  return { allOf: [a, b] };
}

/** @returns the schemas that apply to a property, most specific first */
export function schemasOfProperty(schema: Schema, name: string): unknown[] {
  const properties = objectAt(schema, "properties");
  const own = Object.hasOwn(properties, name) ? [properties[name]] : [];
  const matching = Object.entries(objectAt(schema, "patternProperties"))
    .filter(([pattern]) => new RegExp(pattern, "u").test(name))
    .map(([, each]) => each);
  const found = [...own, ...matching];
  if (found.length > 0) return found;
  const { additionalProperties = true } = schema;
  return [isObject(additionalProperties) ? additionalProperties : additionalProperties !== false];
}

/** Returns the required property names of this schema. */
export function requiredNames(schema: Schema): readonly string[] {
  return [...new Set(listAt(schema, "required").map(String))];
}
