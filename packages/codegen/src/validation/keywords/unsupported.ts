import type { Api } from "../../api/api.ts";
import type { JsonObject } from "../../document/read-document.ts";

/** Keywords that generated code cannot check. */
const unsupported = ["$dynamicRef", "unevaluatedItems", "unevaluatedProperties"];

/** The dialects that generated code follows: JSON Schema 2020-12, and those of OpenAPI. */
const dialect =
  /^https:\/\/(json-schema\.org\/draft\/2020-12\/schema|spec\.openapis\.org\/oas\/3\.[12]\/(dialect|schema)\/.+)#?$/;

/**
 * Warns of the keywords of a schema that generated code cannot check.
 *
 * @returns whether there are any
 */
export function reportUnsupported(api: Api, schema: JsonObject): boolean {
  const { document } = api;
  const fields = unsupported.filter((field) => field in schema);
  for (const field of fields) {
    const message = `A generated validator cannot check \`${field}\`. The validators of this schema are left out.`;
    document.problems.warn(document.problem("unsupported-keyword", message, schema, field, "key"));
  }
  return reportDialect(api, schema, "$schema") || fields.length > 0;
}

/**
 * Warns of a dialect in which the same keywords may have another meaning.
 *
 * @returns whether the object is in such a dialect
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-8.1.1
 */
export function reportDialect(
  { document }: Api,
  object: JsonObject,
  field: "$schema" | "jsonSchemaDialect",
): boolean {
  const uri = object[field];
  if (typeof uri !== "string" || dialect.test(uri)) return false;
  const message = `\`${uri}\` is a dialect that generated validators do not follow: they follow JSON Schema 2020-12. The validators are left out.`;
  document.problems.warn(document.problem("unsupported-keyword", message, object, field));
  return true;
}
