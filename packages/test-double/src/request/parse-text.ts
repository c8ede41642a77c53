import type { DocumentReader } from "../contract/document.ts";
import { schemaTypes } from "../values/schema-types.ts";

/**
 * Turns the text of a parameter into the value that its schema describes: `"42"` is a number where
 * the schema has a number. A text that does not fit stays a text, so that a validator rejects it.
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
