import type { Source } from "./create-source.ts";

/** As much of JSON Schema (2020-12) as the API's types are made of. */
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

/** The named schemas, by the last part of the reference to each. */
export type Shapes = Readonly<Record<string, Shape>>;

/**
 * Builds a value that a schema describes: of an object what is required, and more only where it has to
 * have more, of a list as little as
 * may be, of alternatives the first, and else the schema's own example where it has one.
 *
 * @throws {TypeError} when there is a text with a format or pattern and no example
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

/** @returns the properties that a schema names; `undefined` when it may have others */
export function propertiesOf(shape: Shape, shapes: Shapes): readonly string[] | undefined {
  const flat = flatten(shape, shapes);
  if (flat.additionalProperties || flat.patternProperties || flat.oneOf || flat.anyOf)
    return undefined;
  return Object.keys(flat.properties ?? {});
}

/** Takes what a schema refers to and is composed of into one. */
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

function buildText(shape: Shape, source: Source): string {
  const { format, pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = shape;
  if (format === "uuid") return source.uuid();
  if (format === "date-time") return source.instant();
  const example = exampleOf(shape);
  if (format !== undefined || pattern !== undefined) {
    // What else would keep the rule is not for us to guess.
    if (typeof example === "string") return example;
    const rule = format === undefined ? `pattern ${pattern}` : `format ${format}`;
    throw new TypeError(`A text with the ${rule} is built from the schema's example; it has none.`);
  }
  // In code points, as JSON Schema counts.
  const word = Array.from(typeof example === "string" ? example : "text");
  const suffix = Array.from(source.suffix());
  const room = Math.max(0, maxLength - suffix.length);
  const text = [...word.slice(0, room), ...suffix];
  const padding = Math.max(0, minLength - text.length);
  return "x".repeat(padding) + text.slice(Math.max(0, text.length - maxLength)).join("");
}
