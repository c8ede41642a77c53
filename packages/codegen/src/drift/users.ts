import type { Api } from "../api/api.ts";
import { eachChild } from "../document/objects/map-children.ts";
import type { ObjectName } from "../document/objects/object-model.ts";
import type { JsonObject } from "../document/read-document.ts";

/**
 * Finds which operations a component is part of, directly or through other components.
 *
 * @returns operationIds by local reference, such as `#/components/schemas/Mailbox`
 */
export function componentUsers(api: Api): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const operation of api.operations) {
    const seen = new Set<JsonObject>();
    const visit = (object: JsonObject, name: ObjectName): void => {
      if (seen.has(object)) return;
      seen.add(object);
      const ref = object["$ref"];
      if (typeof ref === "string") {
        const list = users.get(ref) ?? [];
        if (!list.includes(operation.id)) users.set(ref, [...list, operation.id]);
        visit(api.document.resolve(object), name);
      }
      eachChild(object, name, visit);
    };
    visit(operation.object, "Operation");
  }
  return users;
}
