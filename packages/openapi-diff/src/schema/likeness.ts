import { type SchemaValue, isObject } from "@sandboxes/codegen/in-memory";
import type { Pairing } from "./comparison.ts";
import { sameJson } from "./same-json.ts";
import type { View } from "./view/view.ts";
import type { ViewReader } from "./view/view-reader.ts";

/**
 * Estimates whether one schema is a changed version of the other.
 *
 * @returns 1 for a schema with the same name or the same tag, 0 for schemas with nothing in common
 */
export function likeness(pairs: Pairing, one: SchemaValue, other: SchemaValue): number {
  const [a, b] = [pairs.old.view(one), pairs.new.view(other)];
  const [tagA, tagB] = [tagOf(pairs.old, a), tagOf(pairs.new, b)];
  if (tagA.size > 0 && tagB.size > 0) {
    const shared = [...tagA].filter(([name]) => tagB.has(name));
    if (shared.length > 0)
      return shared.every(([name, value]) => sameJson(value, tagB.get(name))) ? 1 : 0;
  }
  if (refOf(one) !== undefined && refOf(one) === refOf(other)) return 1;
  const [typesA, typesB] = [typesOf(a), typesOf(b)];
  if (!sameJson(typesA, typesB)) return 0;
  if (a.properties.size === 0 && b.properties.size === 0) return 0.6;
  const common = [...a.properties.keys()].filter((name) => b.properties.has(name)).length;
  return (2 * common) / (a.properties.size + b.properties.size);
}

/** Returns the properties that allow only one value. */
function tagOf(reader: ViewReader, view: View): Map<string, unknown> {
  const tags = new Map<string, unknown>();
  for (const [name, { value }] of view.properties) {
    const values = reader.view(value).values?.value;
    if (values?.length === 1) tags.set(name, values[0]);
  }
  return tags;
}

function typesOf(view: View): string[] {
  return [...(view.types?.value ?? (view.implied === undefined ? [] : [view.implied]))].sort();
}

function refOf(schema: SchemaValue): unknown {
  return isObject(schema) ? schema["$ref"] : undefined;
}
