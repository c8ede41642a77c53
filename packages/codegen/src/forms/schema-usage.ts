import type { Api } from "../api/api.ts";
import { eachChild } from "../document/objects/map-children.ts";
import type { ObjectName } from "../document/objects/object-model.ts";
import { parsePointer, valueAt } from "../document/pointer.ts";
import { type JsonObject, isObject } from "../document/read-document.ts";

/** The schema objects by the direction in which the API uses them; one may be in both sets. */
export interface SchemaUsage {
  requests: ReadonlySet<JsonObject>;
  responses: ReadonlySet<JsonObject>;
}

/**
 * Finds the schemas that operations use in requests and in responses, nested schemas and those
 * behind references included.
 *
 * A webhook or callback reverses the direction: the API sends its request.
 */
export function schemaUsage(api: Api): SchemaUsage {
  const { root } = api.document;
  const usage = { requests: new Set<JsonObject>(), responses: new Set<JsonObject>() };
  const seen = { request: new Set<JsonObject>(), response: new Set<JsonObject>() };

  const visit = (object: JsonObject, name: ObjectName, direction: Way): void => {
    if (seen[direction].has(object)) return;
    seen[direction].add(object);
    if (name === "Schema") usage[`${direction}s`].add(object);
    if (typeof object["$ref"] === "string") {
      const target = valueAt(root, parsePointer(object["$ref"].slice(1)) ?? []);
      if (isObject(target)) visit(target, name, direction);
    }
    eachChild(object, name, (child, of) => visit(child, of, turn(of, direction)));
  };

  eachChild(root, "OpenAPI", (child, of) => {
    // Components are reached from where they are used, and only that tells their direction.
    if (of === "PathItem") visit(child, of, isWebhook(root, child) ? "response" : "request");
  });
  return usage;
}

/** The two directions of a message. */
export type Way = "request" | "response";

/** @returns the direction of an object, from the direction of the object that holds it */
export function turn(name: ObjectName, direction: Way): Way {
  if (name !== "Response" && name !== "Callback") return direction;
  return direction === "response" ? "request" : "response";
}

/** @returns whether a path item is a webhook of the document */
export function isWebhook(root: JsonObject, item: JsonObject): boolean {
  return Object.values((root["webhooks"] ?? {}) as JsonObject).includes(item);
}
