import type { Source } from "./create-source.ts";

/** The keywords of JSON Schema (2020-12) that the API's schemas use. */
export interface Shape {
  readonly $ref?: string;
  readonly allOf?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: unknown;
  readonly patternProperties?: unknown;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly items?: Shape;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** The named schemas, by the last part of their references. */
export type Shapes = Readonly<Record<string, Shape>>;

/**
 * Builds a value for a schema. An object has its required properties, and optional ones only to reach
 * `minProperties`. An array has `minItems` items. Of several alternatives, the first is built. Otherwise
 * the value is the schema's example, if it has one.
 *
 * @throws {TypeError} when a string has a format or pattern but no example
 * @example
 * buildValue({ type: "object", required: ["n"], properties: { n: { type: "integer" } } }, {}, source); // { n: 1 }
 */
export function buildValue(shape: Shape, shapes: Shapes, source: Source): unknown {
  const build = (part: Shape = {}): unknown => buildValue(part, shapes, source);
  const flat = flatten(shape, shapes);

  if ("const" in flat) return flat.const;
  if (flat.enum) return flat.enum[0];
  switch (Array.isArray(flat.type) ? flat.type[0] : flat.type) {
    case "string":
      return buildText(flat, source);
    case "integer":
    case "number":
      return exampleOf(flat) ?? flat.minimum ?? Math.min(1, flat.maximum ?? 1);
    case "boolean":
      return false;
    case "null":
      return null;
    case "array":
      return Array.from({ length: flat.minItems ?? 0 }, () => build(flat.items));
    default: {
      const optional = Object.keys(flat.properties ?? {});
      const required = [...new Set(flat.required)];
      const missing = Math.max(0, (flat.minProperties ?? 0) - required.length);
      const others = optional.filter((name) => !required.includes(name)).slice(0, missing);
      const names = [...required, ...others];
      return Object.fromEntries(names.map((name) => [name, build(flat.properties?.[name])]));
    }
  }
}

/** Returns the properties of a schema, or `undefined` if it allows others. */
export function propertiesOf(shape: Shape, shapes: Shapes): readonly string[] | undefined {
  const flat = flatten(shape, shapes);
  if (flat.additionalProperties || flat.patternProperties || flat.oneOf || flat.anyOf)
    return undefined;
  return Object.keys(flat.properties ?? {});
}

/** Merges a schema with the schemas that it references or is composed of. */
function flatten(shape: Shape, shapes: Shapes): Shape {
  const parts = [
    ...(shape.$ref === undefined ? [] : [resolve(shape.$ref, shapes)]),
    ...(shape.allOf ?? []),
    ...(shape.oneOf ?? []).slice(0, 1),
    ...(shape.anyOf ?? []).slice(0, 1),
  ];
  let flat = shape;
  for (const part of parts.map((each) => flatten(each, shapes))) {
    flat = {
      ...part,
      ...flat,
      properties: { ...part.properties, ...flat.properties },
      required: [...(part.required ?? []), ...(flat.required ?? [])],
    };
  }
  return flat;
}

function resolve(reference: string, shapes: Shapes): Shape {
  const name = reference.slice(reference.lastIndexOf("/") + 1);
  const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
  if (!shape) throw new TypeError(`There is no schema ${reference}.`);
  return shape;
}

function exampleOf({ examples = [] }: Shape): unknown {
  return examples[0];
}

/**
 * Matches a name or an ID, to which a number can be added. A sentence, a command, a version or an output
 * would no longer look like real data.
 */
const isName = /^\p{L}[\p{L}\d_.-]*$/u;

function buildText(shape: Shape, source: Source): string {
  const { format, pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = shape;
  if (format === "uuid") return source.uuid();
  if (format === "date-time") return source.instant();
  const example = exampleOf(shape);
  if (format !== undefined || pattern !== undefined) {
    // Do not guess another value that follows the rule.
    if (typeof example === "string") return example;
    const rule = format === undefined ? `pattern ${pattern}` : `format ${format}`;
    throw new TypeError(
      `A string with the ${rule} is built from the example in its schema, which has none.`,
    );
  }
  const start = typeof example === "string" ? example : "text";
  // JSON Schema counts code points.
  const word = Array.from(start);
  const suffix = Array.from(isName.test(start) ? source.suffix() : "");
  const room = Math.max(0, maxLength - suffix.length);
  const text = [...word.slice(0, room), ...suffix];
  const padding = Math.max(0, minLength - text.length);
  return "x".repeat(padding) + text.slice(Math.max(0, text.length - maxLength)).join("");
}
