import type { DocumentReader } from "../contract/document.ts";
import { schemaTypes } from "../values/schema-types.ts";

/**
 * Converts the text of a parameter to the type of its schema: `"42"` becomes a number if the schema is
 * a number. A text that does not fit stays a string, so that the validator rejects it.
 */
export function parseText(reader: DocumentReader, text: string, schema: unknown): unknown {
  const types = schemaTypes(reader, schema);
  if (types.has("string")) return text;
  if (types.has("number") && text.trim() !== "" && Number.isFinite(Number(text)))
    return Number(text);
  if (types.has("boolean") && (text === "true" || text === "false")) return text === "true";
  if (types.has("null") && (text === "" || text === "null")) return null;
  return text;
}
