import type { Api } from "../api/api.ts";
import { eachChild } from "../document/map-children.ts";
import type { ObjectName } from "../document/object-model.ts";
import { componentRef } from "../document/pointer.ts";
import type { JsonObject } from "../document/read-document.ts";

/**
 * The direction in which a value travels.
 *
 * - `request`: sent to the API. `readOnly` properties are not required.
 * - `response`: received from the API, which may be newer than the document. `writeOnly` properties
 *   are not required, unknown properties are allowed, and enums are open.
 * - `produced`: a response as the API itself writes it. As `response`, but enums are closed, and
 *   undeclared and `writeOnly` properties are not allowed.
 * - `either`: no direction. The schema is taken literally.
 */
export type Direction = "either" | "request" | "response" | "produced";

/**
 * Tells for which schemas the direction makes a difference: those that hold, at any depth, a
 * property of one direction or a ban on further properties.
 */
export function directed(api: Api): (schema: JsonObject) => boolean {
  const users = new Map<string, Set<string>>();
  const found = new Set<string>();

  const scan = (schema: JsonObject, refs: Set<string>): boolean => {
    let direct =
      schema["readOnly"] === true ||
      schema["writeOnly"] === true ||
      schema["additionalProperties"] === false;
    if (typeof schema["$ref"] === "string") refs.add(schema["$ref"]);
    eachChild(schema, "Schema", (child: JsonObject, name: ObjectName) => {
      if (name === "Schema" && scan(child, refs)) direct = true;
    });
    return direct;
  };

  const spread = (ref: string): void => {
    if (found.has(ref)) return;
    found.add(ref);
    for (const user of users.get(ref) ?? []) spread(user);
  };

  const direct: string[] = [];
  for (const { name, schema } of api.schemas) {
    const own = componentRef("schemas", name);
    const refs = new Set<string>();
    if (scan(schema, refs)) direct.push(own);
    for (const ref of refs) users.set(ref, (users.get(ref) ?? new Set()).add(own));
  }
  for (const ref of direct) spread(ref);

  return (schema) => {
    const refs = new Set<string>();
    // A reference into the middle of a schema is rare: take it for one that depends on it.
    return (
      scan(schema, refs) || [...refs].some((ref) => found.has(ref) || ref.split("/").length !== 4)
    );
  };
}
