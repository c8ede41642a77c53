import type { Api } from "../api/api.ts";
import { mapChildren } from "../document/objects/map-children.ts";
import type { ObjectName } from "../document/objects/object-model.ts";
import type { JsonObject } from "../document/read-document.ts";
import { literal, propertyName } from "./text/literal.ts";

/**
 * Emits the named schemas as data, in JSON Schema 2020-12; their references keep the form
 * `#/components/schemas/Name`. Prose stays in the types: data is for programs.
 */
export function emitSchemas(api: Api): string {
  const schemas = api.schemas.map(({ name, schema }) => ({
    name,
    schema: withoutProse(schema, "Schema"),
  }));
  const text = schemas.some(({ schema }) => isDeeper(schema, maxDepth))
    ? `{\n${schemas.map(writeProperty).join("")}}`
    : literal(Object.fromEntries(schemas.map(({ name, schema }) => [name, schema])));
  return `/** The named schemas, in JSON Schema 2020-12. */\nexport const schemas = ${text} as const;\n`;
}

function writeProperty({ name, schema }: { name: string; schema: JsonObject }): string {
  const text = isDeeper(schema, maxDepth)
    ? `JSON.parse(${JSON.stringify(JSON.stringify(schema))}) as { readonly [keyword: string]: unknown }`
    : literal(schema, 1);
  return `  ${propertyName(name)}: ${text},\n`;
}

/** The maximum number of levels of a schema with a literal type. The compiler fails or takes minutes beyond some 100. */
const maxDepth = 60;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}

function withoutProse(object: JsonObject, name: ObjectName): JsonObject {
  const {
    description: _,
    title: __,
    externalDocs: ___,
    xml: ____,
    ...rest
  } = mapChildren(object, name, withoutProse);
  return rest;
}
