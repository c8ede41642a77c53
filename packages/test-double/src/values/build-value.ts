import { defineProperty } from "../define-property.ts";
import type { DocumentReader } from "../contract/document.ts";
import { isObject, listAt, objectAt } from "../contract/document.ts";
import { mergeSchemas, requiredNames, schemasOfProperty } from "./merge-schemas.ts";
import type { Random } from "./random.ts";
import { buildNumber } from "./build-number.ts";
import { buildText } from "./build-text.ts";
import { typeOfValue } from "./schema-types.ts";

type Schema = Readonly<Record<string, unknown>>;

/** Options for building a value. */
export interface BuildOptions {
  /** Whether to build optional properties too. Recursion stops where a schema contains itself. */
  readonly optional: boolean;
  /** Whether to prefer the schema's examples, defaults and first values to random ones. */
  readonly examples: boolean;
  /**
   * The properties to leave out: `writeOnly` ones in a response, or `readOnly` ones in a request.
   */
  readonly omit?: "readOnly" | "writeOnly" | undefined;
}

/** The maximum nesting depth at which optional parts are built. */
const deepestOptional = 6;
const deepest = 40;
/** The maximum number of items or properties to build. A schema may require a billion. */
const largest = 10_000;

/** Signals that the builder found no value that a schema allows. */
export const noValue: unique symbol = Symbol("no value");

/**
 * Builds a value that a schema describes. The caller must validate it, because the builder does not
 * evaluate every keyword (`not`, `if`).
 *
 * @returns a value; `noValue` if none was found
 */
export function buildValue(
  reader: DocumentReader,
  schema: unknown,
  random: Random,
  options: BuildOptions,
): unknown {
  return new ValueBuilder(reader, random, options).build(schema, []);
}

class ValueBuilder {
  readonly #reader: DocumentReader;
  readonly #random: Random;
  readonly #options: BuildOptions;

  constructor(reader: DocumentReader, random: Random, options: BuildOptions) {
    this.#reader = reader;
    this.#random = random;
    this.#options = options;
  }

  /** @param open the schemas that contain this value */
  build(given: unknown, open: readonly unknown[]): unknown {
    if (given === false) return noValue;
    if (!isObject(given)) return "text";
    if (open.length > deepest) return noValue;
    const resolved = this.#reader.resolve(given);
    const flat = this.#flatten(given, new Set());
    if (flat === false) return noValue;
    return this.#chooseBranches(flat, [...open, resolved]);
  }

  /** Tries the combinations of alternatives until one allows a value. */
  #chooseBranches(flat: Schema, open: readonly unknown[]): unknown {
    const groups = listAt(flat, "alternatives") as readonly (readonly Branch[])[];
    const [group, ...rest] = groups;
    if (group === undefined) return this.#buildFlat(flat, open);
    for (const branch of this.#order(group)) {
      const part = this.#flattenBranch(branch);
      if (part === false) continue;
      const inner = listAt(part, "alternatives");
      const merged = mergeSchemas({ ...flat, alternatives: [] }, { ...part, alternatives: [] });
      if (merged === false) continue;
      const value = this.#chooseBranches({ ...merged, alternatives: [...inner, ...rest] }, open);
      if (value !== noValue) return value;
    }
    return noValue;
  }

  /** Orders the alternatives: the first one leads if examples are preferred, and null is last. */
  #order(group: readonly Branch[]): readonly Branch[] {
    const isNull = ({ schema }: Branch): boolean => this.#reader.resolve(schema)["type"] === "null";
    const ordered = this.#options.examples ? [...group] : rotate(group, this.#random);
    return [...ordered.filter((each) => !isNull(each)), ...ordered.filter(isNull)];
  }

  /**
   * Combines a schema with the schemas that it references or is composed of. Collects the alternatives
   * of `oneOf` and `anyOf`, one group for each.
   */
  #flatten(given: unknown, seen: ReadonlySet<unknown>): Schema | false {
    if (given === false) return false;
    if (!isObject(given) || seen.has(given)) return {};
    const inside = new Set([...seen, given]);
    const { $ref, allOf, oneOf, anyOf, ...own } = given;
    let flat: Schema = own;
    const alternatives = [oneOf, anyOf].filter((each) => Array.isArray(each) && each.length > 0);
    if (alternatives.length > 0) {
      const branches = alternatives.map((each) =>
        (each as unknown[]).map((branch) => toBranch(given, branch)),
      );
      flat = { ...flat, alternatives: branches };
    }
    const parts = [
      ...(typeof $ref === "string" ? [this.#referenced({ $ref })] : []),
      ...(Array.isArray(allOf) ? (allOf as unknown[]) : []),
    ];
    for (const part of parts) {
      const next = this.#flatten(part, inside);
      const merged = next === false ? false : mergeSchemas(flat, next);
      if (merged === false) return false;
      flat = merged;
    }
    return flat;
  }

  /** Flattens an alternative, with the value that its discriminator requires. */
  #flattenBranch({ schema, tag }: Branch): Schema | false {
    const part = schema === true ? {} : this.#flatten(schema, new Set());
    return part !== false && tag ? this.#tagged(part, tag) : part;
  }

  /** Sets a discriminator, unless the schema defines its values. */
  #tagged(part: Schema, { property, name }: Tag): Schema | false {
    const [own] = schemasOfProperty(part, property);
    const flat = this.#flatten(own, new Set());
    const isFixed = flat !== false && ("const" in flat || "enum" in flat);
    if (isFixed && !fits(flat, name)) return part;
    return mergeSchemas(part, {
      properties: { [property]: { const: name } },
      required: [property],
    });
  }

  /** Sets the schema's own name as the discriminator if the schema inherits one. */
  #referenced(reference: { $ref: string }): unknown {
    const target = this.#reader.resolve(reference);
    for (const part of listAt(target, "allOf")) {
      const base = this.#reader.resolve(part);
      const { schema, tag } = toBranch(base, reference);
      const flat = tag ? this.#flatten(target, new Set([schema])) : false;
      if (tag && flat !== false) return this.#tagged(flat, tag);
    }
    return target;
  }

  #buildFlat(flat: Schema, open: readonly unknown[]): unknown {
    if ("const" in flat) return fits(flat, flat["const"]) ? flat["const"] : noValue;
    if (this.#options.examples) {
      const [example] = [
        ...listAt(flat, "examples"),
        ...("default" in flat ? [flat["default"]] : []),
      ].filter((each) => fits(flat, each));
      if (example !== undefined && !isObject(example) && !Array.isArray(example)) return example;
    }
    if (Array.isArray(flat["enum"])) {
      const values = (flat["enum"] as unknown[]).filter((value) => fits(flat, value));
      const known = values.filter((value) => value !== null);
      const choices = known.length > 0 ? known : values;
      if (choices.length === 0) return noValue;
      return this.#options.examples ? choices[0] : this.#random.pick(choices);
    }
    switch (chooseType(flat)) {
      case "string":
        return buildText(flat, this.#random, this.#options.examples) ?? noValue;
      case "integer":
        return buildNumber(flat, this.#random, true) ?? noValue;
      case "number":
        return buildNumber(flat, this.#random, false) ?? noValue;
      case "boolean":
        return this.#options.examples ? true : this.#random.next() < 0.5;
      case "null":
        return null;
      case "array":
        return this.#buildArray(flat, open);
      default:
        return this.#buildObject(flat, open);
    }
  }

  #buildArray(flat: Schema, open: readonly unknown[]): unknown {
    const prefix = listAt(flat, "prefixItems").map((item) => this.build(item, open));
    const least = Number(flat["minItems"] ?? 0);
    const most = Number(flat["maxItems"] ?? Number.POSITIVE_INFINITY);
    if (least > largest) return noValue;
    const wanted = Math.min(most, Math.max(least, this.#mayGrow(open) ? 1 : 0));
    const items = prefix.slice(0, most);
    const contained = flat["contains"];
    if (contained !== undefined && items.length < most) items.push(this.build(contained, open));
    for (let tries = 0; items.length < wanted && tries < wanted * 10; tries++) {
      const item = this.build(flat["items"] ?? {}, open);
      if (item === noValue) break;
      if (flat["uniqueItems"] === true && items.some((each) => isSame(each, item))) continue;
      items.push(item);
    }
    return items.includes(noValue) || items.length < least ? noValue : items;
  }

  #buildObject(flat: Schema, open: readonly unknown[]): unknown {
    const required = new Set(requiredNames(flat));
    const optional = this.#mayGrow(open) ? Object.keys(objectAt(flat, "properties")) : [];
    const object: Record<string, unknown> = {};
    for (const name of new Set([...required, ...optional])) {
      const value = this.#buildProperty(flat, name, open);
      if (value === noValue && required.has(name)) return noValue;
      if (value === noValue) continue;
      defineProperty(object, name, value);
      for (const other of listAt(objectAt(flat, "dependentRequired"), name))
        if (!Object.hasOwn(object, String(other))) required.add(String(other));
    }
    for (const name of required) {
      if (Object.hasOwn(object, name)) continue;
      const value = this.#buildProperty(flat, name, open);
      if (value === noValue) return noValue;
      defineProperty(object, name, value);
    }
    return this.#fill(object, flat, open);
  }

  #buildProperty(flat: Schema, name: string, open: readonly unknown[]): unknown {
    const [first, ...others] = schemasOfProperty(flat, name);
    const { omit } = this.#options;
    if (
      omit !== undefined &&
      [first, ...others].some((each) => this.#reader.resolve(each)[omit] === true)
    )
      return noValue;
    return this.build(others.length === 0 ? first : { allOf: [first, ...others] }, open);
  }

  /** Adds properties until the schema's minimum is reached. */
  #fill(object: Record<string, unknown>, flat: Schema, open: readonly unknown[]): unknown {
    const least = Number(flat["minProperties"] ?? 0);
    if (least > largest) return noValue;
    const names = Object.keys(objectAt(flat, "properties"));
    for (
      let count = 0;
      Object.keys(object).length < least && count < least * 3 + names.length;
      count++
    ) {
      const name = names[count] ?? this.#freeName(flat, count);
      if (name === undefined || Object.hasOwn(object, name)) continue;
      const value = this.#buildProperty(flat, name, open);
      if (value !== noValue) defineProperty(object, name, value);
    }
    return Object.keys(object).length < least ? noValue : object;
  }

  #freeName(flat: Schema, count: number): string | undefined {
    const [pattern] = Object.keys(objectAt(flat, "patternProperties"));
    const names = isObject(flat["propertyNames"]) ? flat["propertyNames"] : {};
    if (pattern !== undefined) return buildText({ ...names, pattern }, this.#random, false);
    if (flat["additionalProperties"] === false) return undefined;
    if (Object.keys(names).length === 0) return `property${count + 1}`;
    const name = this.build({ type: "string", ...names }, []);
    return typeof name === "string" ? name : undefined;
  }

  /** Returns whether to build optional parts here: not in a schema that contains itself, and not too deep. */
  #mayGrow(open: readonly unknown[]): boolean {
    if (!this.#options.optional || open.length > deepestOptional) return false;
    return new Set(open).size === open.length;
  }
}

function rotate<Item>(items: readonly Item[], random: Random): readonly Item[] {
  const start = random.integer(0, items.length - 1);
  return [...items.slice(start), ...items.slice(0, start)];
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** An alternative of a union. */
interface Branch {
  readonly schema: unknown;
  readonly tag?: Tag;
}

/** The value of a discriminator. */
interface Tag {
  readonly property: string;
  readonly name: string;
}

function toBranch(union: Schema, schema: unknown): Branch {
  const discriminator = objectAt(union, "discriminator");
  const property = discriminator["propertyName"];
  if (typeof property !== "string" || !isObject(schema) || typeof schema["$ref"] !== "string")
    return { schema };
  return { schema, tag: { property, name: discriminatorName(discriminator, schema["$ref"]) } };
}

/** Returns the discriminator value of a schema (OpenAPI 3.1.1, section 4.8.25) */
function discriminatorName(discriminator: Schema, reference: string): string {
  const name = reference.slice(reference.lastIndexOf("/") + 1);
  const mapped = Object.entries(objectAt(discriminator, "mapping")).find(
    ([, target]) => target === reference || target === name,
  );
  return mapped ? mapped[0] : name;
}

/** Returns whether a value satisfies the keywords that are fast to check. */
function fits(flat: Schema, value: unknown): boolean {
  if (value === undefined) return false;
  const type = typeOfValue(value);
  const allowed = flat["type"] === undefined ? undefined : [flat["type"]].flat();
  if (allowed && !allowed.includes(type) && !(type === "number" && allowed.includes("integer")))
    return false;
  if (
    Array.isArray(flat["enum"]) &&
    !(flat["enum"] as unknown[]).some((each) => isSame(each, value))
  )
    return false;
  return !("const" in flat) || isSame(flat["const"], value);
}

/** Returns the type to build. It is null only if no other type is allowed. */
function chooseType(flat: Schema): unknown {
  const types = flat["type"] === undefined ? [] : [flat["type"]].flat();
  const known = types.find((type) => type !== "null") ?? types[0];
  if (known !== undefined) return known;
  const has = (...keywords: string[]): boolean => keywords.some((keyword) => keyword in flat);
  if (has("properties", "required", "additionalProperties", "patternProperties", "minProperties"))
    return "object";
  if (has("items", "prefixItems", "minItems", "contains")) return "array";
  if (has("pattern", "minLength", "maxLength", "format")) return "string";
  return has("minimum", "maximum", "multipleOf") ? "number" : "object";
}
