import { eachChild } from "../document/map-children.ts";
import type { ObjectName } from "../document/object-model.ts";
import type { JsonObject } from "../document/read-document.ts";
import type { Api } from "./api.ts";

/**
 * Finds the schemas whose values the API sends, rather than receives. Whoever reads such a
 * value must be ready for one that the description does not list yet. A schema that goes both
 * ways is among them.
 *
 * A webhook or callback turns the direction round: its request is what the API sends.
 *
 * @returns the schema objects themselves, nested ones and those behind references included
 */
export function answerSchemas(api: Api): ReadonlySet<JsonObject> {
  const { document } = api;
  const answers = new Set<JsonObject>();
  const seen = { answer: new Set<JsonObject>(), request: new Set<JsonObject>() };

  const visit = (object: JsonObject, name: ObjectName, direction: "answer" | "request"): void => {
    if (seen[direction].has(object)) return;
    seen[direction].add(object);
    if (name === "Schema" && direction === "answer") answers.add(object);
    if (typeof object["$ref"] === "string") visit(document.resolve(object), name, direction);
    eachChild(object, name, (child, of) => visit(child, of, turn(of, direction)));
  };

  eachChild(document.root, "OpenAPI", (child, of) => {
    // Components are reached from where they are used, and only that tells their direction.
    if (of === "PathItem") visit(child, of, isWebhook(document.root, child) ? "answer" : "request");
  });
  return answers;
}

function turn(name: ObjectName, direction: "answer" | "request"): "answer" | "request" {
  if (name !== "Response" && name !== "Callback") return direction;
  return direction === "answer" ? "request" : "answer";
}

function isWebhook(root: JsonObject, item: JsonObject): boolean {
  return Object.values((root["webhooks"] ?? {}) as JsonObject).includes(item);
}
