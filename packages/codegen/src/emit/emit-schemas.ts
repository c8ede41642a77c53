import type { Api } from "../api/api.ts";
import { mapChildren } from "../document/objects/map-children.ts";
import type { ObjectName } from "../document/objects/object-model.ts";
import type { JsonObject } from "../document/read-document.ts";
import { literal } from "./text/literal.ts";

/**
 * Emits the named schemas as data, in JSON Schema 2020-12; their references keep the form
 * `#/components/schemas/Name`. Prose stays in the types: data is for programs.
 */
export function emitSchemas(api: Api): string {
  const schemas = Object.fromEntries(
    api.schemas.map(({ name, schema }) => [name, withoutProse(schema, "Schema")]),
  );
  return `/** The named schemas, in JSON Schema 2020-12. */\nexport const schemas = ${literal(schemas)} as const;\n`;
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
