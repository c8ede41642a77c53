import { document } from "@sandboxes/schema/document";
import type { schemas } from "@sandboxes/schema/schemas";

/** The value of `x-null` in a schema whose `null` has a meaning. */
type Cleared = { readonly "x-null": "clear" };

/** A value without the properties that are `null`, at any depth, except where `null` clears a field. */
export type WithoutNulls<Value, Schema = unknown> = Value extends readonly (infer Item)[]
  ? WithoutNulls<Item, ItemOf<Resolved<Schema>>>[]
  : Value extends object
    ? {
        [Key in keyof Value]: PartOf<Resolved<Schema>, Key> extends Cleared
          ? Value[Key]
          : WithoutNulls<Exclude<Value[Key], null>, PartOf<Resolved<Schema>, Key>>;
      }
    : Value;

type Schemas = typeof schemas;
type Resolved<Schema> = Schema extends { $ref: `#/components/schemas/${infer Name}` }
  ? Name extends keyof Schemas
    ? Schemas[Name]
    : unknown
  : Schema;
type PartOf<Schema, Key> = Schema extends { properties: infer Properties }
  ? Key extends keyof Properties
    ? Properties[Key]
    : unknown
  : unknown;
type ItemOf<Schema> = Schema extends { items: infer Items } ? Items : unknown;

/**
 * Removes the properties that are `null`, at any depth. In a request body that its validator allows, `null`
 * stands only where a field is optional. There it means the same as an absent field, unless the schema of
 * the field has `x-null: clear`: then it clears the field, and stays.
 *
 * @param schema the schema of the value in the spec
 * @returns the value itself where it has no such property
 */
export function withoutNulls(value: unknown, schema: unknown): unknown {
  return removeNulls(value, partsOf(schema));
}

type JsonObject = Readonly<Record<string, unknown>>;

function removeNulls(value: unknown, parts: readonly JsonObject[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items = parts.flatMap((part) => partsOf(part["items"]));
    return value.map((item) => removeNulls(item, items));
  }
  const entries = Object.entries(value).flatMap(([key, item]) => {
    const own = parts.flatMap((part) => partsOf(propertyOf(part, key)));
    if (item === null && !own.some((part) => part["x-null"] === "clear")) return [];
    return [[key, removeNulls(item, own)] as const];
  });
  return Object.fromEntries(entries);
}

function propertyOf(schema: JsonObject, key: string): unknown {
  const { properties } = schema;
  if (isObject(properties) && Object.hasOwn(properties, key)) return properties[key];
  return schema["additionalProperties"];
}

/** @returns a schema with the schemas that it refers to or is composed of */
function partsOf(schema: unknown): readonly JsonObject[] {
  if (!isObject(schema)) return [];
  const { $ref } = schema;
  const composed = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => {
    const list = schema[keyword];
    return Array.isArray(list) ? list : [];
  });
  const referred = typeof $ref === "string" ? [resolve($ref)] : [];
  return [schema, ...[...referred, ...composed].flatMap(partsOf)];
}

/** Resolves a reference inside the document (RFC 6901). */
function resolve(reference: string): unknown {
  let value: unknown = document;
  for (const step of reference.split("/").slice(1))
    value = (value as JsonObject | undefined)?.[step.replaceAll("~1", "/").replaceAll("~0", "~")];
  return value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
