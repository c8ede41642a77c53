import { type JsonObject, isObject } from "../json-object.ts";
import { componentRef } from "../pointer.ts";

/** @returns the components by the local reference to each */
export function refsOf(components: JsonObject): Map<string, JsonObject> {
  const refs = new Map<string, JsonObject>();
  for (const [section, entries] of Object.entries(components)) {
    if (!isObject(entries)) continue;
    for (const [name, entry] of Object.entries(entries))
      refs.set(componentRef(section, name), entry as JsonObject);
  }
  return refs;
}

/**
 * Finds references that only lead to each other, and takes them away: later steps may then follow
 * any chain to its end.
 *
 * @param report hears of each circle once, with a component on it
 */
export function endCircles(
  refs: ReadonlyMap<string, JsonObject>,
  report: (message: string, component: JsonObject) => void,
): void {
  const ends = new Set<JsonObject>();
  for (const component of refs.values()) {
    const chain = new Set<JsonObject>();
    let current: JsonObject | undefined = component;
    while (current && !ends.has(current) && typeof current["$ref"] === "string") {
      if (chain.has(current)) {
        const names = [...chain].map((link) => String(link["$ref"]));
        report(`These references only lead to each other: ${names.join(" → ")}.`, component);
        for (const link of chain) delete link["$ref"];
        break;
      }
      chain.add(current);
      current = refs.get(current["$ref"]);
    }
    for (const link of chain) ends.add(link);
  }
}
