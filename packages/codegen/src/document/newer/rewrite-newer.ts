import type { ApiDocument } from "../api-document.ts";
import type { JsonObject } from "../json-object.ts";
import { eachChild } from "../objects/map-children.ts";
import type { ObjectName } from "../objects/object-model.ts";
import { checkMethods } from "./check-methods.ts";
import { readItemSchemas } from "./item-schemas.ts";
import { splitQuerystring } from "./split-querystring.ts";

/**
 * Rewrites what OpenAPI 3.2 adds in terms of 3.1, in place, so that every artefact knows it: the
 * schema of an item becomes the `schema` of its media type, and a parameter in `querystring` becomes
 * parameters in `query`. Warns of everything that has no such form.
 *
 * @see https://spec.openapis.org/oas/v3.2.0.html
 */
export function rewriteNewer(document: ApiDocument): void {
  // Older documents have none of it, and a walk through a large one takes a while.
  const { openapi } = document.root;
  if (!String(openapi).startsWith("3.2") && !hasNewer(document.texts)) return;
  const seen = new Set<JsonObject>();
  const visit = (object: JsonObject, name: ObjectName): void => {
    if (seen.has(object)) return;
    seen.add(object);
    if (name === "Schema") return;
    if (name === "PathItem") checkMethods(document, object);
    if (name === "PathItem" || name === "Operation") splitQuerystring(document, object);
    readItemSchemas(document, object);
    eachChild(object, name, visit);
  };
  visit(document.root, "OpenAPI");
}

/** Documents of older versions use the new fields too; each one is a warning. */
function hasNewer(texts: readonly string[]): boolean {
  return texts.some((text) => /\b(itemSchema|additionalOperations|querystring)\b/.test(text));
}
