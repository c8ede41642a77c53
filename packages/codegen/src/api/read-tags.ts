import type { ApiDocument, JsonObject } from "../document/read-document.ts";
import type { Tag } from "./api.ts";
import { arrayAt, textAt } from "./fields.ts";

/**
 * Reads the declared tags, and warns of a parent that does not exist or that is below its own child.
 *
 * @see https://spec.openapis.org/oas/v3.2.0.html#tag-object
 */
export function readTags(document: ApiDocument): Tag[] {
  const objects = new Map<string, JsonObject>();
  for (const tag of arrayAt(document.root, "tags")) {
    const name = textAt(tag, "name");
    if (name !== undefined && !objects.has(name)) objects.set(name, tag);
  }
  return Array.from(objects, ([name, tag]) => ({
    name,
    summary: textAt(tag, "summary"),
    description: textAt(tag, "description"),
    parent: parentOf(document, objects, name, tag),
    kind: textAt(tag, "kind"),
  }));
}

function parentOf(
  document: ApiDocument,
  tags: ReadonlyMap<string, JsonObject>,
  name: string,
  tag: JsonObject,
): string | undefined {
  const parent = textAt(tag, "parent");
  if (parent === undefined) return undefined;
  const warn = (message: string): undefined => {
    document.problems.warn(document.problem("invalid-value", message, tag, "parent"));
  };
  if (!tags.has(parent)) return warn(`There is no tag \`${parent}\`. \`parent\` is left out.`);
  const passed = new Set([name]);
  for (let at: string | undefined = parent; at !== undefined;) {
    if (at === name) return warn(`The tag \`${name}\` is above itself. \`parent\` is left out.`);
    if (passed.has(at)) break;
    passed.add(at);
    at = textAt(tags.get(at) ?? {}, "parent");
  }
  return parent;
}
