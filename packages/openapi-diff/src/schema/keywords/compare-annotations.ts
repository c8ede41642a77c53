import { type JsonObject, isObject } from "@sandboxes/codegen/in-memory";
import type { Comparison } from "../comparison.ts";
import type { Place, Side } from "../finding.ts";
import { sameJson } from "../same-json.ts";
import { show } from "../show.ts";

/** An annotation and the schema that has it. */
interface Noted {
  value: unknown;
  at: JsonObject | undefined;
}

/** Compares the annotations of two schemas. A wrapper's annotation overrides that of the wrapped schema. */
export function compareAnnotations(
  comparison: Comparison,
  old: readonly JsonObject[],
  now: readonly JsonObject[],
): void {
  const both = (field: string): [Noted, Noted] => [noted(old, field), noted(now, field)];
  const place = (field: string, before: Noted, after: Noted): Place => {
    const side: Side = after.at ? "new" : "old";
    const at = (side === "new" ? after.at : before.at) ?? now[0] ?? old[0] ?? {};
    return { side, at, path: [field] };
  };
  const changed = (field: string, family: string, what: string): void => {
    const [before, after] = both(field);
    if (!sameJson(before.value, after.value))
      comparison.add(family, place(field, before, after), what);
  };
  for (const field of ["title", "description", "externalDocs"])
    changed(
      field,
      "description-changed",
      `has another ${field === "externalDocs" ? "link to documentation" : field}`,
    );
  changed("examples", "example-changed", "has other examples");
  compareDefault(comparison, ...both("default"), place);
  flag(
    comparison,
    "deprecated",
    ["property-deprecated", "is now deprecated"],
    ["property-reactivated", "is no longer deprecated"],
  );
  flag(
    comparison,
    "readOnly",
    ["became-read-only", "is now read-only"],
    ["became-not-read-only", "is no longer read-only"],
  );
  flag(
    comparison,
    "writeOnly",
    ["became-write-only", "is now write-only"],
    ["became-not-write-only", "is no longer write-only"],
  );
  changed("xml", "xml-changed", "has another form in XML");
  compareExtensions(comparison, old, now);

  function flag(
    { add }: Comparison,
    field: string,
    [set, setText]: readonly [string, string],
    [unset, unsetText]: readonly [string, string],
  ): void {
    const [before, after] = both(field);
    const [was, is] = [before.value === true, after.value === true];
    if (was !== is) add(is ? set : unset, place(field, before, after), is ? setText : unsetText);
  }
}

function compareDefault(
  comparison: Comparison,
  before: Noted,
  after: Noted,
  place: (field: string, before: Noted, after: Noted) => Place,
): void {
  if (sameJson(before.value, after.value) && !!before.at === !!after.at) return;
  // A default in a query or header has its own family, because such parameters are often missing.
  const prefix = comparison.node.carrier === "text" ? "parameter-default" : "default";
  const at = place("default", before, after);
  if (!before.at) comparison.add(`${prefix}-added`, at, `now has the default ${show(after.value)}`);
  else if (!after.at)
    comparison.add(`${prefix}-removed`, at, `no longer has the default ${show(before.value)}`);
  else
    comparison.add(
      `${prefix}-changed`,
      at,
      `has the default ${show(after.value)} instead of ${show(before.value)}`,
    );
}

function compareExtensions(
  comparison: Comparison,
  old: readonly JsonObject[],
  now: readonly JsonObject[],
): void {
  const names = new Set([...old, ...now].flatMap((schema) => Object.keys(schema)));
  for (const name of names) {
    if (!name.startsWith("x-")) continue;
    const [before, after] = [noted(old, name), noted(now, name)];
    if (sameJson(before.value, after.value)) continue;
    const side: Side = after.at ? "new" : "old";
    const place = { side, at: (after.at ?? before.at) as JsonObject, path: [name] };
    const removed = name === "x-extensible-enum" ? missing(before.value, after.value) : [];
    if (removed.length > 0)
      comparison.add(
        "extensible-enum-value-removed",
        place,
        `no longer lists ${removed.map(show).join(", ")}`,
      );
    else if (name === "x-null")
      comparison.add("null-meaning-changed", place, "has another meaning of `null`");
    else comparison.add("extension-changed", place, `has another \`${name}\``);
  }
}

function missing(before: unknown, after: unknown): unknown[] {
  if (!Array.isArray(before) || !Array.isArray(after)) return [];
  return before.filter((value) => !after.some((other) => sameJson(value, other)));
}

function noted(chain: readonly JsonObject[], field: string): Noted {
  const at = chain.find((schema) => isObject(schema) && field in schema);
  const value = at?.[field];
  // An example that repeats the schema's only example is not a second example.
  return { value, at };
}
