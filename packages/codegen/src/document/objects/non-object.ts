import type { JsonObject } from "../json-object.ts";
import { article, describe } from "../problems/phrases.ts";
import type { Resolver } from "../references/resolver.ts";
import type { Cursor } from "./cursor.ts";
import type { ObjectName } from "./object-model.ts";

/**
 * Finds the object that another value stands for, and warns about it. A discriminator that is a text is the name of
 * the property, as in Swagger 2.0.
 *
 * @returns the object; `undefined` if nobody can tell
 */
export function meantObject(
  cursor: Cursor,
  value: unknown,
  object: ObjectName,
): JsonObject | undefined {
  if (object !== "Discriminator" || typeof value !== "string" || value === "") return undefined;
  const meant = { propertyName: value };
  cursor.warn(
    "invalid-value",
    `Expected a Discriminator object, found ${describe(value)}. It is read as ${JSON.stringify(meant)}.`,
  );
  return meant;
}

/**
 * Reads a value in the place of an object.
 *
 * @returns a boolean schema, a schema that allows any value, or `undefined`
 */
export function readNonObject(
  cursor: Cursor,
  resolver: Resolver,
  value: unknown,
  object: ObjectName,
): unknown {
  if (object === "Schema" && typeof value === "boolean") return value;
  const message = `Expected ${article(object)} object, found ${describe(value)}.`;
  if (value === null && object === "Operation") cursor.warn("invalid-value", message);
  else cursor.lose("invalid-value", message);
  // A schema can allow any value, and references can lead to a component.
  const stays = object === "Schema" || (cursor.at.length === 3 && cursor.at[0] === "components");
  return stays ? resolver.stub() : undefined;
}
