import { eachChild } from "../document/objects/map-children.ts";
import type { ObjectName } from "../document/objects/object-model.ts";
import { componentRef, parsePointer } from "../document/pointer.ts";
import { type ApiDocument, type JsonObject, isObject } from "../document/read-document.ts";
import { objectAt } from "./fields.ts";

/**
 * Writes discriminators as JSON Schema: in each schema that a discriminator chooses between, the property
 * gets the values that choose that schema. Types, validators and examples can then tell the members of a
 * union apart. The values that a schema lists for the property itself stay.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#discriminator-object
 */
export function narrowUnions(document: ApiDocument): void {
  const discriminated: JsonObject[] = [];
  const seen = new Set<JsonObject>();
  const visit = (object: JsonObject, name: ObjectName): void => {
    if (seen.has(object)) return;
    seen.add(object);
    if (name === "Schema" && propertyOf(object) !== undefined) discriminated.push(object);
    eachChild(object, name, visit);
  };
  visit(document.root, "OpenAPI");
  narrowHeirs(document, discriminated);
  for (const schema of discriminated) narrowMembers(document, schema);
}

/** Narrows the schemas that extend a schema with a discriminator by `allOf`: each gets its own values. */
function narrowHeirs(document: ApiDocument, discriminated: readonly JsonObject[]): void {
  const schemas = Object.entries(objectAt(objectAt(document.root, "components"), "schemas"));
  const heirs = new Map<string, string[]>();
  for (const [name, schema] of schemas) {
    for (const part of allOf(schema)) {
      const parent = isObject(part) ? part["$ref"] : undefined;
      if (typeof parent === "string")
        heirs.set(parent, [...(heirs.get(parent) ?? []), componentRef("schemas", name)]);
    }
  }
  for (const [name, schema] of schemas) {
    const property = propertyOf(schema);
    if (property === undefined) continue;
    const mapped = (ref: string): string[] =>
      discriminated
        .filter((each) => propertyOf(each) === property)
        .flatMap((each) => mappedTo(each, ref));
    const narrowed = new Set<string>();
    const narrow = (ref: string): string[] => {
      const below = (heirs.get(ref) ?? [])
        .filter((heir) => !narrowed.has(heir))
        .flatMap((heir) => (narrowed.add(heir), narrow(heir)));
      const own = mapped(ref);
      const values = [...new Set([...(own.length > 0 ? own : [nameOf(ref)]), ...below])];
      const heir = document.resolve({ $ref: ref });
      const isFree = heir === schema || ref === defaultOf(schema);
      const left = isFree ? undefined : valuesLeft(document, heir, property, values);
      if (left && Array.isArray(heir["allOf"]))
        heir["allOf"] = [...heir["allOf"], choice(property, left)];
      return values;
    };
    narrow(componentRef("schemas", name));
  }
}

/** Narrows the members of `oneOf` and `anyOf`, at the references to them. */
function narrowMembers(document: ApiDocument, schema: JsonObject): void {
  const property = propertyOf(schema) ?? "";
  for (const keyword of ["oneOf", "anyOf"]) {
    const members = schema[keyword];
    if (!Array.isArray(members)) continue;
    schema[keyword] = members.map((member: unknown) => {
      if (!isObject(member) || typeof member["$ref"] !== "string") return member;
      if (member["$ref"] === defaultOf(schema)) return member;
      const mapped = mappedTo(schema, member["$ref"]);
      const left = valuesLeft(
        document,
        member,
        property,
        mapped.length > 0 ? mapped : [nameOf(member["$ref"])],
      );
      return left ? { allOf: [member, choice(property, left)] } : member;
    });
  }
}

/** @returns the values to narrow the property to; `undefined` to leave it as it is */
function valuesLeft(
  document: ApiDocument,
  schema: JsonObject,
  property: string,
  values: readonly string[],
): string[] | undefined {
  const { isObject: hasProperties, isText, known } = facts(document, schema, property);
  if (!hasProperties || !isText) return undefined;
  if (!known) return [...values];
  const left = known.filter((value) => values.includes(value as string)) as string[];
  // A single value needs no narrowing. An enum of several values is open in a response, and is closed here.
  return left.length > 0 && known.length > 1 ? left : undefined;
}

interface Facts {
  /** Whether the schema describes an object. */
  isObject: boolean;
  /** Whether the property may be a string. */
  isText: boolean;
  /** The values of the property that the schema lists. */
  known: readonly unknown[] | undefined;
}

function facts(
  document: ApiDocument,
  schema: JsonObject,
  property: string,
  seen: ReadonlySet<JsonObject> = new Set(),
): Facts {
  const result: Facts = { isObject: false, isText: true, known: undefined };
  if (seen.has(schema)) return result;
  const resolved = document.resolve(schema);
  const described = objectAt(resolved, "properties")[property];
  result.isObject = [resolved["type"]].flat().includes("object") || "properties" in resolved;
  for (const value of isObject(described) ? parts(document, described) : []) {
    const types = [value["type"] ?? "string"].flat();
    result.isText &&= types.includes("string");
    if ("const" in value) result.known = [value["const"]];
    else if (Array.isArray(value["enum"])) result.known ??= value["enum"];
  }
  const below = (part: unknown): Facts | undefined =>
    isObject(part) ? facts(document, part, property, new Set(seen).add(schema)) : undefined;
  for (const part of allOf(resolved)) {
    const inner = below(part);
    if (!inner) continue;
    result.isObject ||= inner.isObject;
    result.isText &&= inner.isText;
    result.known ??= inner.known;
  }
  for (const members of [resolved["oneOf"], resolved["anyOf"]]) {
    if (!Array.isArray(members)) continue;
    const inner = members.map(below);
    result.isObject ||= inner.every((member) => member?.isObject);
    result.isText &&= inner.every((member) => member?.isText ?? true);
    if (inner.every((member) => member?.known))
      result.known ??= inner.flatMap((member) => member?.known ?? []);
  }
  return result;
}

/** @returns a schema and its parts: behind `$ref` and in `allOf` */
function* parts(
  document: ApiDocument,
  schema: JsonObject,
  seen = new Set<JsonObject>(),
): Generator<JsonObject> {
  const resolved = document.resolve(schema);
  if (seen.has(resolved)) return;
  seen.add(resolved);
  yield resolved;
  for (const part of allOf(resolved)) if (isObject(part)) yield* parts(document, part, seen);
}

function choice(property: string, values: readonly string[]): JsonObject {
  const constants = values.map((value) => ({ const: value }));
  const chosen =
    constants.length === 1
      ? { type: "string", ...constants[0] }
      : { type: "string", anyOf: constants };
  return { type: "object", properties: { [property]: chosen }, required: [property] };
}

function propertyOf(schema: unknown): string | undefined {
  const name = isObject(schema) ? objectAt(schema, "discriminator")["propertyName"] : undefined;
  return typeof name === "string" && name !== "" ? name : undefined;
}

/** @returns the reference to the schema of values that no other schema is chosen for (OpenAPI 3.2) */
function defaultOf(schema: unknown): unknown {
  return isObject(schema) ? objectAt(schema, "discriminator")["defaultMapping"] : undefined;
}

function mappedTo(schema: JsonObject, ref: string): string[] {
  const mapping = Object.entries(objectAt(objectAt(schema, "discriminator"), "mapping"));
  return mapping.filter(([, target]) => target === ref).map(([value]) => value);
}

function allOf(schema: unknown): unknown[] {
  return isObject(schema) && Array.isArray(schema["allOf"]) ? schema["allOf"] : [];
}

function nameOf(ref: string): string {
  return parsePointer(ref.slice(1))?.at(-1) ?? ref;
}
