import type { JsonObject } from "../../document/read-document.ts";
import { bodyKind } from "../../document/media-type.ts";

/**
 * A parameter has a schema, or one media type that has it. Of JSON the schema describes the value once
 * it is parsed; of any other media type the value is a text that nothing here can read.
 *
 * @returns the schema of the value that a program deals with, or `undefined` where none is given
 */
export function contentSchema(parameter: JsonObject): JsonObject | boolean | undefined {
  const schema = parameter["schema"] as JsonObject | boolean | undefined;
  if (schema !== undefined) return schema;
  const [content] = Object.entries((parameter["content"] ?? {}) as Record<string, JsonObject>);
  if (!content) return undefined;
  const [contentType, media] = content;
  if (bodyKind(contentType) !== "json") return { type: "string" };
  return (media["schema"] ?? true) as JsonObject | boolean;
}
