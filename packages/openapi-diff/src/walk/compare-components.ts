import { type JsonObject, isObject } from "@sandboxes/codegen/in-memory";
import { similarity } from "../schema/similarity.ts";
import type { Side, Way } from "../schema/finding.ts";
import type { Walk } from "./walk.ts";
import { type Contract, placeAt } from "./contract.ts";

/**
 * Compares the named schemas of two documents: added and removed names, and the differences in
 * those that no operation uses. Code imports types by these names.
 */
export function compareComponents(walk: Walk): void {
  const { log, old, now } = walk;
  const [before, after] = [schemasOf(old), schemasOf(now)];
  const paired = partners(walk);
  const parts = partsIn(walk);
  const removed = [...before].filter(([name]) => !after.has(name));
  const added = [...after].filter(([name]) => !before.has(name));
  for (const [name, schema] of after) {
    const was = before.get(name);
    if (!was || paired.get(was)?.has(schema)) continue;
    const ways = waysOfParts(parts, was, schema);
    log.unusedSchema(was, schema, ways.size > 0 ? ways : undefined);
  }
  const names = new Map(added.map(([name, schema]) => [schema, name]));
  for (const [name, schema] of removed) {
    if (isAdopted(old, name)) continue;
    const twin = twinOf(walk, name, schema, names, paired);
    if (twin) {
      names.delete(twin);
      const newName = [...after].find(([, other]) => other === twin)?.[0] ?? "";
      if (isAdopted(now, newName)) continue;
      const isKept = [twin["x-aliases"]].flat().includes(name);
      log.add(
        isKept ? "schema-renamed-with-alias" : "schema-renamed",
        placeAt(now, twin),
        `was renamed from \`${name}\``,
        [],
      );
    } else if (paired.has(schema)) {
      const heir = [...after].find(([, other]) => paired.get(schema)?.has(other))?.[0];
      if (heir === undefined)
        log.add("schema-inlined", placeAt(old, schema), "has no name any more", []);
      else log.add("schema-renamed", placeAt(old, schema), `was replaced by \`${heir}\``, []);
    } else log.add("schema-removed", placeAt(old, schema), "was removed", []);
  }
  const extracted = new Set([...paired.values()].flatMap((partner) => [...partner]));
  const used = new Set(referencesIn(now.document.root));
  const changed = new Set(log.changes.map(({ place }) => place.at));
  for (const [schema, name] of names) {
    if (isAdopted(now, name)) continue;
    const ref = `#/components/schemas/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    // A schema that only an added part uses is reported with that part.
    const isMerged = parts.new.has(schema) && !changed.has(schema);
    if (extracted.has(schema) || isMerged || !used.has(ref))
      log.add("schema-added", placeAt(now, schema), "is a new name", []);
  }
}

function schemasOf({ document }: Contract): Map<string, JsonObject> {
  const { components } = document.root;
  const schemas = isObject(components) ? components["schemas"] : undefined;
  const found = isObject(schemas) ? Object.entries(schemas) : [];
  return new Map(found.filter((entry): entry is [string, JsonObject] => isObject(entry[1])));
}

/** Returns whether the reader generated the name, because the schema has none in the document. */
function isAdopted({ document }: Contract, name: string): boolean {
  return document.isAdopted("schemas", name);
}

/** @returns the new schemas that each old one was compared with, where an operation uses both */
function partners({ log }: Walk): Map<JsonObject, Set<JsonObject>> {
  const found = new Map<JsonObject, Set<JsonObject>>();
  for (const node of log.reached) {
    if (!isObject(node.old) || !isObject(node.new)) continue;
    const known = found.get(node.old);
    if (known) known.add(node.new);
    else found.set(node.old, new Set([node.new]));
  }
  return found;
}

/** The directions in which schemas are part of others. */
type Parts = Record<Side, ReadonlyMap<JsonObject, ReadonlySet<Way>>>;

/** Finds the schemas that are merged into those that an operation uses. */
function partsIn({ log }: Walk): Parts {
  const found: Record<Side, Map<JsonObject, Set<Way>>> = { old: new Map(), new: new Map() };
  for (const node of log.reached)
    for (const side of ["old", "new"] as const) {
      const schema = node[side];
      if (!isObject(schema)) continue;
      for (const part of log.pairs[side].partsOf(schema))
        found[side].set(part, (found[side].get(part) ?? new Set()).add(node.way));
    }
  return found;
}

/** @returns the directions in which both schemas are part of others */
function waysOfParts(parts: Parts, old: JsonObject, now: JsonObject): Set<Way> {
  const [before, after] = [parts.old.get(old), parts.new.get(now)];
  return new Set([...(before ?? [])].filter((way) => after?.has(way)));
}

function twinOf(
  { log }: Walk,
  name: string,
  schema: JsonObject,
  names: ReadonlyMap<JsonObject, string>,
  paired: ReadonlyMap<JsonObject, ReadonlySet<JsonObject>>,
): JsonObject | undefined {
  const partner = [...(paired.get(schema) ?? [])].filter((other) => names.has(other));
  if (partner.length > 0) return partner[0];
  return [...names].find(
    ([other, newName]) => similarity(name, newName) >= 0.5 && log.pairs.areSame(schema, other),
  )?.[0];
}

function* referencesIn(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  if (isObject(value) && typeof value["$ref"] === "string") yield value["$ref"];
  for (const child of Object.values(value)) yield* referencesIn(child);
}
