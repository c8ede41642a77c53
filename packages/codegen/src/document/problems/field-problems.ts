import type { Cursor } from "../objects/cursor.ts";
import type { JsonObject } from "../json-object.ts";
import { type ObjectName, fieldKind, requiredFields } from "../objects/object-model.ts";
import { article, capital } from "./phrases.ts";
import type { Version } from "../files/version.ts";

/**
 * Fills in the required fields that an object does not have.
 *
 * @param source the object as it is written
 * @param copy the object as it is read
 */
export function fillMissing(
  cursor: Cursor,
  source: JsonObject,
  copy: JsonObject,
  object: ObjectName,
  version: Version,
): void {
  for (const field of requiredFields(object)) {
    // OpenAPI 3.2 made the description of a response optional.
    if (field in source || (object === "Response" && version === "3.2")) continue;
    const message = `${capital(article(object))} object needs the field \`${field}\`.`;
    const kind = fieldKind(object, field);
    // Without its name, place or type, nobody knows how to send it.
    if (!kind || object === "Parameter" || object === "SecurityScheme") {
      cursor.lose("missing-field", message, "key");
      continue;
    }
    cursor.warn("missing-field", message, "key");
    copy[field] = kind.shape === "one" && kind.of === "string" ? "" : {};
  }
}

/**
 * Warns of the fields beside a reference that OpenAPI ignores, and says where they would apply.
 *
 * @returns the others: since OpenAPI 3.1, a summary and a description
 */
export function textSiblings(
  cursor: Cursor,
  siblings: JsonObject,
  object: ObjectName,
  version: Version,
): JsonObject {
  const copy: JsonObject = {};
  for (const field of Object.keys(siblings)) {
    const isText = field === "summary" || field === "description";
    if (isText && version !== "3.0") copy[field] = siblings[field];
    else if (!field.startsWith("x-")) {
      const fix =
        object === "Schema"
          ? `Write \`allOf: [{ $ref: … }]\` in place of the reference, and \`${field}\` applies.`
          : "Move it to the object that the reference leads to.";
      const message = `OpenAPI ${version} ignores \`${field}\` beside a \`$ref\`. ${fix}`;
      cursor.within(field, () => cursor.warn("ignored-sibling", message, "key"));
    }
  }
  return copy;
}
