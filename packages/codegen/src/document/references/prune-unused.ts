import { type JsonObject, isObject } from "../json-object.ts";
import { operationsOf } from "../objects/methods.ts";
import { formatPointer, parsePointer } from "../pointer.ts";

/**
 * Deletes the path items without an operation and the components that nothing refers to, in place.
 * Security schemes stay: their names are references.
 *
 * @param root a document in which every reference leads to a component
 * @returns the pointers of the components that were deleted
 */
export function pruneUnused(root: JsonObject): string[] {
  for (const field of ["paths", "webhooks"]) {
    const items = isObject(root[field]) ? root[field] : {};
    for (const [path, item] of Object.entries(items))
      if (isObject(item) && operationsOf(item).length === 0) delete items[path];
  }
  return pruneComponents(root);
}

function pruneComponents(root: JsonObject): string[] {
  const { components } = root;
  if (!isObject(components)) return [];
  const used = new Set<string>();
  const rest: unknown[] = Object.entries(root).flatMap(([field, value]) =>
    field === "components" ? [] : [value],
  );
  for (let value = rest.pop(); rest.length > 0 || value !== undefined; value = rest.pop()) {
    if (typeof value === "string" && value.startsWith("#/components/") && !used.has(value)) {
      used.add(value);
      const [, section = "", name = ""] = parsePointer(value.slice(1)) ?? [];
      const entries = components[section];
      if (isObject(entries)) rest.push(entries[name]);
    } else if (typeof value === "object" && value !== null) rest.push(...Object.values(value));
  }
  const pruned: string[] = [];
  for (const [section, entries] of Object.entries(components)) {
    if (section === "securitySchemes" || !isObject(entries)) continue;
    for (const name of Object.keys(entries)) {
      const pointer = formatPointer(["components", section, name]);
      if (used.has(`#${pointer}`.replaceAll("%", "%25"))) continue;
      delete entries[name];
      pruned.push(pointer);
    }
  }
  return pruned;
}
