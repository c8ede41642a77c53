import type { Api } from "../api/api.ts";
import { setField } from "../document/json-object.ts";
import { type JsonObject, isObject } from "../document/read-document.ts";
import { isPattern } from "../validation/keywords/is-pattern.ts";
import { mayBacktrack, withTimeLimit } from "./time-limit.ts";

/** Stands for a missing example, because any JSON value can be one. */
export const none: unique symbol = Symbol("no example");

/** Depth at which an example leaves inner schemas out. */
const deepest = 100;

/** Largest example: the number of values in it, or of characters in a string. */
const largest = 10_000;

/** A sample of each format of a string. */
const samples: ReadonlyMap<string, string> = new Map(
  Object.entries({
    uuid: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
    "date-time": "2024-01-31T12:00:00Z",
    date: "2024-01-31",
    time: "12:00:00Z",
    duration: "PT1H",
    email: "user@example.com",
    hostname: "example.com",
    ipv4: "192.0.2.1",
    ipv6: "2001:db8::1",
    uri: "https://example.com/",
    "uri-reference": "/path",
    byte: "ZXhhbXBsZQ==",
  }),
);

/**
 * Makes examples of schemas: the example that a schema gives, or else a simple value.
 *
 * @returns a function that returns the example of a schema; `none` if only the author can give one, for
 *   example because of a pattern
 */
export function exampleMaker(api: Api): (schema: JsonObject) => unknown {
  const maker = new ExampleMaker(api);
  return (schema) => maker.fresh(schema);
}

class ExampleMaker {
  readonly #api: Api;
  /** Examples by schema. A missing one is not stored: it may be missing only inside the schemas in progress. */
  readonly #found = new Map<JsonObject, unknown>();
  readonly #open = new Set<JsonObject>();
  readonly #sizes = new WeakMap<object, number>();

  constructor(api: Api) {
    this.#api = api;
  }

  of(schema: unknown): unknown {
    if (!isObject(schema)) return schema === false ? none : {};
    return this.#found.has(schema) ? this.#found.get(schema) : this.fresh(schema);
  }

  fresh(schema: JsonObject): unknown {
    if (this.#open.has(schema) || this.#open.size >= deepest) return none;
    this.#open.add(schema);
    const made = this.#make(schema);
    const example = this.#sizeOf(made) > largest ? none : made;
    this.#open.delete(schema);
    if (example !== none) this.#found.set(schema, example);
    return example;
  }

  /** Counts the values in an example. Parts are shared, so its text can be far larger than its memory. */
  #sizeOf(value: unknown): number {
    if (typeof value !== "object" || value === null) return 1;
    let size = this.#sizes.get(value);
    if (size === undefined) {
      size = Object.values(value).reduce<number>((sum, part) => sum + this.#sizeOf(part), 1);
      this.#sizes.set(value, size);
    }
    return size;
  }

  #make(schema: JsonObject): unknown {
    for (const given of [
      schema["examples"],
      "const" in schema ? [schema["const"]] : undefined,
      schema["enum"],
      "default" in schema ? [schema["default"]] : undefined,
    ]) {
      if (Array.isArray(given) && given.length > 0) return given[0];
    }
    if (typeof schema["$ref"] === "string") return this.of(this.#api.document.resolve(schema));
    const own = typedExample(this, schema);
    for (const keyword of ["oneOf", "anyOf"]) {
      if (!Array.isArray(schema[keyword])) continue;
      for (const item of schema[keyword]) {
        const example = this.of(item);
        if (example !== none) return merge(own, example);
      }
      return none;
    }
    if (!Array.isArray(schema["allOf"])) return own;
    return schema["allOf"].map((item) => this.of(item)).reduce(merge, own);
  }
}

/** Merges two examples of one value: the properties of objects, otherwise the second example. */
function merge(a: unknown, b: unknown): unknown {
  if (a === none || b === none) return none;
  return isObject(a) && isObject(b) ? { ...a, ...b } : b;
}

function typedExample(maker: ExampleMaker, schema: JsonObject): unknown {
  const [type = impliedType(schema)] = [schema["type"]].flat();
  if (type === "string") return stringExample(schema);
  if (type === "integer" || type === "number") return numberExample(schema);
  if (type === "boolean") return true;
  if (type === "null") return null;
  if (type === "array") return arrayExample(maker, schema);
  return objectExample(maker, schema);
}

function impliedType(schema: JsonObject): string {
  if (schema["items"] !== undefined || schema["prefixItems"] !== undefined) return "array";
  if (
    schema["maxLength"] !== undefined ||
    schema["pattern"] !== undefined ||
    schema["format"] !== undefined
  )
    return "string";
  return "object";
}

function stringExample(schema: JsonObject): unknown {
  if (schema["pattern"] !== undefined) return none;
  const text = samples.get(String(schema["format"])) ?? "text";
  const least = typeof schema["minLength"] === "number" ? schema["minLength"] : 0;
  const most =
    typeof schema["maxLength"] === "number" ? schema["maxLength"] : Number.POSITIVE_INFINITY;
  return least > largest ? none : text.padEnd(least, "x").slice(0, most);
}

function numberExample(schema: JsonObject): unknown {
  const step = typeof schema["multipleOf"] === "number" ? schema["multipleOf"] : 1;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  let value = 1 * step;
  if (typeof maximum === "number" && value > maximum) value = Math.floor(maximum / step) * step;
  if (typeof exclusiveMaximum === "number" && value >= exclusiveMaximum)
    value = Math.ceil(exclusiveMaximum / step) * step - step;
  if (typeof minimum === "number" && value < minimum) value = Math.ceil(minimum / step) * step;
  if (typeof exclusiveMinimum === "number" && value <= exclusiveMinimum)
    value = Math.floor(exclusiveMinimum / step) * step + step;
  return value;
}

function arrayExample(maker: ExampleMaker, schema: JsonObject): unknown {
  const prefix = Array.isArray(schema["prefixItems"])
    ? schema["prefixItems"].map((item) => maker.of(item))
    : [];
  if (prefix.includes(none)) return none;
  const least = Math.max(
    0,
    (typeof schema["minItems"] === "number" ? schema["minItems"] : prefix.length === 0 ? 1 : 0) -
      prefix.length,
  );
  const most =
    typeof schema["maxItems"] === "number" ? schema["maxItems"] : Number.POSITIVE_INFINITY;
  if (least > largest) return none;
  const item = maker.of(schema["items"] ?? {});
  if (item === none) return schema["minItems"] === undefined ? prefix : none;
  return [...prefix, ...Array<unknown>(least).fill(item)].slice(0, most);
}

function objectExample(maker: ExampleMaker, schema: JsonObject): unknown {
  const required = new Set(
    Array.isArray(schema["required"]) ? (schema["required"] as string[]) : [],
  );
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const example: JsonObject = {};
  for (const name of new Set([...Object.keys(properties), ...required])) {
    const value = schemasOf(schema, name)
      .map((item) => maker.of(item))
      .reduce(merge);
    if (value !== none) setField(example, name, value);
    else if (required.has(name)) return none;
  }
  return example;
}

/** @returns the schemas of the property of that name: at least one */
function schemasOf(schema: JsonObject, name: string): unknown[] {
  const { properties, patternProperties, additionalProperties = {} } = schema;
  const own = isObject(properties) && Object.hasOwn(properties, name) ? [properties[name]] : [];
  const patterns = isObject(patternProperties) ? Object.entries(patternProperties) : [];
  const matching = patterns.filter(([pattern]) => matches(pattern, name));
  const found = [...own, ...matching.map(([, item]) => item)];
  return found.length > 0 ? found : [additionalProperties];
}

/** @returns whether a pattern matches; `false` if that takes too long */
function matches(pattern: string, name: string): boolean {
  const expression = new RegExp(pattern, isPattern(pattern, "u") ? "u" : "");
  if (!mayBacktrack(pattern)) return expression.test(name);
  return withTimeLimit(() => expression.test(name)) ?? false;
}
