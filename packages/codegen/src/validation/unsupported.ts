import type { Api } from "../api/api.ts";
import type { JsonObject } from "../document/read-document.ts";

/** Keywords that generated code cannot check. */
const unsupported = ["$dynamicRef", "unevaluatedItems", "unevaluatedProperties"];

/** The dialects that generated code follows: JSON Schema 2020-12, and that of OpenAPI 3.1. */
const dialect =
  /^https:\/\/(json-schema\.org\/draft\/2020-12\/schema|spec\.openapis\.org\/oas\/3\.1\/(dialect|schema)\/.+)#?$/;

/** Reports the keywords of a schema that a validator would have to ignore. */
export function reportUnsupported(api: Api, schema: JsonObject): void {
  reportDialect(api, schema, "$schema");
  for (const field of unsupported) {
    if (!(field in schema)) continue;
    const message = `\`${field}\` cannot be checked by a generated validator. Say it without, or leave the artefacts "validators" and "examples" out.`;
    api.document.problems.report(
      api.document.problem("unsupported-keyword", message, schema, field, "key"),
    );
  }
}

/**
 * Reports a dialect in which the same keywords may have another meaning.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-8.1.1
 */
export function reportDialect(
  api: Api,
  object: JsonObject,
  field: "$schema" | "jsonSchemaDialect",
): void {
  const uri = object[field];
  if (typeof uri !== "string" || dialect.test(uri)) return;
  const message = `\`${uri}\` is a dialect that a generated validator cannot follow: it follows JSON Schema 2020-12. Leave \`${field}\` out, or the artefacts "validators" and "examples".`;
  api.document.problems.report(api.document.problem("unsupported-keyword", message, object, field));
}
