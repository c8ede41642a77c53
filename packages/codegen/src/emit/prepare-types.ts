import { answerSchemas } from "../api/answer-schemas.ts";
import type { Api } from "../api/api.ts";
import { contentSchema } from "../api/content-schema.ts";
import { namePrefix } from "../api/name-prefix.ts";
import { mapChildren } from "../document/map-children.ts";
import { type ObjectName, componentSections } from "../document/object-model.ts";
import { componentRef } from "../document/pointer.ts";
import { type JsonObject, isObject } from "../document/read-document.ts";
import { carryReason } from "./carry-reasons.ts";
import { renamed } from "./deprecated-tag.ts";
import { makeNamesSafe, safeName } from "./safe-names.ts";

/** Under this name a schema tells the emitter of its type what it is to become. */
export const marker = "x-codegen-type";

/** What a marked schema is to become. */
export type Mark =
  | { open: readonly unknown[] }
  | { prefixes: readonly string[] }
  | { free: true }
  | { tuple: true }
  | { never: true };

/**
 * Copies the document for openapi-typescript, which changes what it is given, and says in the copy
 * what that would otherwise misread.
 *
 * @returns the document, with marks where a type is not what openapi-typescript makes of it
 */
export function prepareTypes(api: Api): JsonObject {
  const open = answerSchemas(api);
  const ids = new Map(api.operations.map((operation) => [operation.object, operation.id]));
  const taken = new Set(ids.values());
  const done = new Map<JsonObject, JsonObject>();

  const copy = (object: JsonObject, name: ObjectName): JsonObject => {
    const known = done.get(object);
    if (known) return known;
    // openapi-typescript follows a reference at the top of the components only among the schemas.
    const isAlias = typeof object["$ref"] === "string" && name !== "Schema" && aliases.has(object);
    const result = isAlias
      ? copy(api.document.resolve(object), name)
      : { ...mapChildren(object, name, copy) };
    done.set(object, result);
    carryReason(result);
    if (name === "Operation") nameOperation(result, ids.get(object), taken);
    if (name === "Schema") prepareSchema(result, open.has(object));
    if (name === "Parameter") prepareContent(result);
    makeNamesSafe(result, name);
    return result;
  };
  const aliases = new Set(componentsOf(api));
  const root = copy(api.document.root, "OpenAPI");
  addFormerNames(root, api);
  return root;
}

/** A schema that was renamed is there under its former names too, as a reference to itself. */
function addFormerNames(root: JsonObject, api: Api): void {
  const former = api.schemas.flatMap(({ name, aliases }) =>
    aliases.map((alias): [string, JsonObject] => {
      const reference = {
        $ref: componentRef("schemas", safeName(name)),
        deprecated: true,
        "x-deprecated-reason": renamed(name),
      };
      carryReason(reference);
      return [safeName(alias.name), reference];
    }),
  );
  const components = root["components"];
  if (isObject(components))
    components["schemas"] = {
      ...(components["schemas"] as JsonObject | undefined),
      ...Object.fromEntries(former),
    };
}

function componentsOf(api: Api): JsonObject[] {
  const components = api.document.root["components"];
  const sections = isObject(components)
    ? Object.values(componentSections).map((section) => components[section])
    : [];
  return sections.filter(isObject).flatMap((section) => Object.values(section).filter(isObject));
}

/** An operation that stands under no path, or in a second place, is written where it stands. */
function nameOperation(operation: JsonObject, id: string | undefined, taken: Set<unknown>): void {
  if (id !== undefined) operation["operationId"] = id;
  else if (taken.has(operation["operationId"])) delete operation["operationId"];
  else taken.add(operation["operationId"]);
}

/** What a parameter holds as JSON is typed as what that is, parsed; openapi-typescript would say a string. */
function prepareContent(holder: JsonObject): void {
  const schema = contentSchema(holder);
  if (holder["schema"] === undefined && schema !== undefined) holder["schema"] = schema;
}

function prepareSchema(schema: JsonObject, isAnswer: boolean): void {
  // The representation says already what a discriminator says.
  delete schema["discriminator"];
  for (const keyword of ["allOf", "anyOf", "oneOf"]) {
    if (Array.isArray(schema[keyword])) schema[keyword] = schema[keyword].map(withoutBoolean);
  }
  const values = schema["enum"];
  if (schema["const"] === null) {
    delete schema["const"];
    schema["type"] = "null";
  } else if (isAnswer && Array.isArray(values) && values.length > 1 && values.every(isScalar)) {
    // A single value is what tells the members of a union apart, so it stays closed.
    delete schema["enum"];
    schema["type"] ??= "string";
    schema[marker] = { open: values } satisfies Mark;
  } else if (Array.isArray(values) && [schema["type"]].flat().includes("object")) {
    // Beside this type an enum would be taken for a list of schemas.
    delete schema["properties" in schema || "additionalProperties" in schema ? "enum" : "type"];
  } else {
    markNames(schema);
    if (Array.isArray(schema["prefixItems"])) schema[marker] ??= { tuple: true } satisfies Mark;
  }
  declareRequired(schema);
  separateAnyOf(schema);
}

/** What must be there is there, though it is not said what it is. */
function declareRequired(schema: JsonObject): void {
  const { properties, required } = schema;
  if (!isObject(properties) || !Array.isArray(required) || typeof schema["$ref"] === "string")
    return;
  const unknown = (required as string[]).filter((name) => !Object.hasOwn(properties, name));
  if (unknown.length > 0)
    schema["properties"] = {
      ...properties,
      ...Object.fromEntries(unknown.map((name) => [name, {}])),
    };
}

/** Names that are free, beside some that are not or with a known beginning. */
function markNames(schema: JsonObject): void {
  const { properties, additionalProperties, patternProperties } = schema;
  const prefixes = Object.keys(isObject(patternProperties) ? patternProperties : {}).map(
    namePrefix,
  );
  const hasPrefixes = prefixes.length > 0 && prefixes.every((prefix) => prefix !== undefined);
  const isFree =
    prefixes.length > 0 ||
    (isObject(additionalProperties) && Object.keys(additionalProperties).length > 0);
  if (hasPrefixes) schema[marker] = { prefixes } satisfies Mark;
  else if (isFree && isObject(properties) && Object.keys(properties).length > 0)
    schema[marker] = { free: true } satisfies Mark;
  if (marker in schema) schema["type"] ??= "object";
}

/** The words beside `anyOf` hold for each of its members, and would otherwise be one more of them. */
function separateAnyOf(schema: JsonObject): void {
  const { anyOf } = schema;
  const beside = [
    "type",
    "properties",
    "additionalProperties",
    "patternProperties",
    "allOf",
    "oneOf",
  ];
  if (!Array.isArray(anyOf) || !beside.some((keyword) => keyword in schema)) return;
  delete schema["anyOf"];
  schema["allOf"] = [...((schema["allOf"] as unknown[] | undefined) ?? []), { anyOf }];
}

function isScalar(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

function withoutBoolean(schema: unknown): unknown {
  if (schema === false) return { type: "null", [marker]: { never: true } satisfies Mark };
  return schema === true ? {} : schema;
}
