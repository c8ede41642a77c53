import type { ApiDocument } from "../document/api-document.ts";
import type { JsonObject } from "../document/json-object.ts";

/** Keywords whose meaning the emitted code cannot have; the rest are checked or are annotations. */
const unsupported = ["$dynamicRef", "unevaluatedItems", "unevaluatedProperties"];

/** The dialects that the emitted code follows; OpenAPI's own is one of them, with its date or without. */
const dialect =
  /^https:\/\/(json-schema\.org\/draft\/2020-12\/schema|spec\.openapis\.org\/oas\/3\.[12]\/(dialect|schema)\/.+)#?$/;

/** @returns whether a schema has a keyword that generated code cannot check; that is a warning */
export function isUnsupported(document: ApiDocument, schema: JsonObject): boolean {
  const fields = unsupported.filter((field) => field in schema);
  for (const field of fields) {
    const message = `A generated validator cannot check \`${field}\`. The validators of this schema are left out.`;
    document.problems.warn(document.problem("unsupported-keyword", message, schema, field, "key"));
  }
  return isForeign(document, schema, "$schema") || fields.length > 0;
}

/**
 * In another dialect the same keywords may mean something else (JSON Schema 2020-12, Core, section
 * 8.1.1).
 *
 * @returns whether an object is in a dialect that generated code does not follow; that is a warning
 */
export function isForeign(
  document: ApiDocument,
  object: JsonObject,
  field: "$schema" | "jsonSchemaDialect",
): boolean {
  const uri = object[field];
  if (typeof uri !== "string" || dialect.test(uri)) return false;
  const message = `\`${uri}\` is a dialect that generated validators do not follow: they follow JSON Schema 2020-12. The validators are left out.`;
  document.problems.warn(document.problem("unsupported-keyword", message, object, field));
  return true;
}
