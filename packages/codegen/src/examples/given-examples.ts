import type { Api } from "../api/api.ts";
import { eachChild } from "../document/objects/map-children.ts";
import type { ObjectName } from "../document/objects/object-model.ts";
import { type JsonObject, isObject } from "../document/read-document.ts";
import type { Direction } from "../forms/direction.ts";
import type { SchemaForms } from "../forms/schema-forms.ts";

/** An example that the document gives, the schema that it is one of, and where it stands. */
export interface GivenExample {
  schema: JsonObject;
  direction: Direction;
  value: unknown;
  holder: JsonObject;
  field: string;
}

/** @returns every example and default of the document */
export function givenExamples(api: Api, forms: SchemaForms): GivenExample[] {
  const found: GivenExample[] = [];
  const seen = new Set<JsonObject>();

  const add = (
    schema: unknown,
    direction: Direction,
    value: unknown,
    holder: JsonObject,
    field: string,
  ): void => {
    if (isObject(schema)) found.push({ schema, direction, value, holder, field });
  };

  const visit = (object: JsonObject, name: ObjectName, direction: Direction): void => {
    if (seen.has(object)) return;
    seen.add(object);
    if (name === "Schema") {
      const own = forms.directionOf(object);
      const values = Array.isArray(object["examples"]) ? object["examples"] : [];
      for (const value of values) add(object, own, value, object, "examples");
      if ("default" in object) add(object, own, object["default"], object, "default");
    } else if (name === "MediaType" || name === "Parameter" || name === "Header") {
      if ("example" in object)
        add(object["schema"], direction, object["example"], object, "example");
      for (const [key, reference] of Object.entries(
        isObject(object["examples"]) ? object["examples"] : {},
      )) {
        if (!isObject(reference)) continue;
        const example = api.document.resolve(reference);
        if ("value" in example)
          add(object["schema"], direction, example["value"], object["examples"] as JsonObject, key);
      }
    }
    const next =
      name === "Response"
        ? "response"
        : name === "RequestBody" || name === "Parameter"
          ? "request"
          : direction;
    eachChild(object, name, (child, of) => visit(child, of, next));
  };
  visit(api.document.root, "OpenAPI", "either");
  return found;
}
