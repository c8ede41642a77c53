import { parsePointer, valueAt } from "../../../document/pointer.ts";
import type { Problem } from "../../../document/problems/problem.ts";
import { type ApiDocument, type JsonObject, isObject } from "../../../document/read-document.ts";
import type { Reports } from "../reports.ts";

/** Keywords whose schemas apply to the same value as the schema around them. */
const lists = ["allOf", "anyOf", "oneOf"];
const singles = ["not", "if", "then", "else"];

/** Schemas that may apply to one value, each counted as often as it applies. */
const most = 100_000;

const excess = `More than ${most.toLocaleString("en")} schemas apply to one value here, through references that multiply. Remove those that repeat.`;

interface Step {
  schema: JsonObject;
  /** The place in the schema that names the next one. */
  field: readonly string[];
}

/**
 * Finds schemas that apply themselves to the same value again: `A` with `allOf: [A]`. Checking a
 * value against one never ends, and TypeScript has no type for it. The reference that closes the
 * circle is removed, so later steps end.
 *
 * @returns a function to call with every schema; it enters each schema once
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-9.4.1
 */
export function cycleCheck(
  document: ApiDocument,
  { report }: Reports,
): (schema: JsonObject) => void {
  const done = new Set<JsonObject>();
  const open: Step[] = [];
  const costs = new Map<JsonObject, number>();
  const targets = new Map<string, unknown>();
  // One step only, because the siblings of the next reference apply too.
  const targetOf = (ref: string): unknown => {
    if (!targets.has(ref))
      targets.set(ref, valueAt(document.root, parsePointer(ref.slice(1)) ?? []));
    return targets.get(ref);
  };

  const follow = (schema: JsonObject): void => {
    if (done.has(schema)) return;
    const start = open.findIndex((step) => step.schema === schema);
    if (start >= 0) {
      const steps = open.slice(start);
      const reference = steps.findLast((step) => typeof step.schema["$ref"] === "string");
      report(circle(document, steps, reference));
      if (reference) delete reference.schema["$ref"];
      return;
    }
    let cost = 1;
    for (const [field, part] of parts(schema, targetOf)) {
      open.push({ schema, field });
      follow(part);
      open.pop();
      cost += costs.get(part) ?? 0;
    }
    if (cost > most) {
      report(document.problem("too-large", excess, schema));
      for (const keyword of [...lists, ...singles, "$ref"]) delete schema[keyword];
      cost = 1;
    }
    costs.set(schema, cost);
    done.add(schema);
  };
  return follow;
}

function* parts(
  schema: JsonObject,
  targetOf: (ref: string) => unknown,
): Generator<[field: readonly string[], part: JsonObject]> {
  const ref = schema["$ref"];
  const target = typeof ref === "string" ? targetOf(ref) : undefined;
  if (isObject(target)) yield [["$ref"], target];
  for (const keyword of lists) {
    const list = schema[keyword];
    if (!Array.isArray(list)) continue;
    for (const [index, part] of list.entries())
      if (isObject(part)) yield [[keyword, String(index)], part];
  }
  for (const keyword of singles) {
    const part = schema[keyword];
    if (isObject(part)) yield [[keyword], part];
  }
  const dependent = schema["dependentSchemas"];
  for (const [name, part] of isObject(dependent) ? Object.entries(dependent) : []) {
    if (isObject(part)) yield [["dependentSchemas", name], part];
  }
}

function circle(
  document: ApiDocument,
  steps: readonly Step[],
  reference: Step | undefined,
): Problem {
  const names = steps.map(({ schema }) => schema["$ref"]).filter((ref) => typeof ref === "string");
  const message = `This schema is a part of itself: ${[...names, names[0]].join(" → ")}. A schema may repeat in its properties or items, but not through allOf, anyOf, oneOf, not or if.`;
  return document.problem(
    "circular-ref",
    message,
    reference?.schema ?? document.root,
    reference?.field,
  );
}
