import { parsePointer, valueAt } from "../document/pointer.ts";
import type { Problem } from "../document/problem.ts";
import { type ApiDocument, type JsonObject, isObject } from "../document/read-document.ts";
import type { Report } from "./check-document.ts";

/** The keywords whose schemas apply to the very value that the schema around them applies to. */
const lists = ["allOf", "anyOf", "oneOf"];
const singles = ["not", "if", "then", "else"];

interface Step {
  schema: JsonObject;
  /** Where in the schema the next one is named. */
  field: readonly string[];
}

/**
 * Finds the schemas that are a part of themselves, not of what they hold: `A` with
 * `allOf: [A]`. No value can be checked against such a one, and TypeScript has no type for it.
 *
 * @returns a function to be called with every schema; it goes into each one once
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-9.4.1
 */
export function cycleCheck(document: ApiDocument, report: Report): (schema: JsonObject) => void {
  const done = new Set<JsonObject>();
  const open: Step[] = [];
  const targets = new Map<string, unknown>();
  // One step only: what stands beside the next reference counts as well.
  const targetOf = (ref: string): unknown => {
    if (!targets.has(ref))
      targets.set(ref, valueAt(document.root, parsePointer(ref.slice(1)) ?? []));
    return targets.get(ref);
  };

  const follow = (schema: JsonObject): void => {
    if (done.has(schema)) return;
    const start = open.findIndex((step) => step.schema === schema);
    if (start >= 0) {
      report(circle(document, open.slice(start)));
      return;
    }
    for (const [field, part] of parts(schema, targetOf)) {
      open.push({ schema, field });
      follow(part);
      open.pop();
    }
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

function circle(document: ApiDocument, steps: readonly Step[]): Problem {
  const names = steps.map(({ schema }) => schema["$ref"]).filter((ref) => typeof ref === "string");
  const message = `This schema is a part of itself: ${[...names, names[0]].join(" → ")}. A schema may come back in its properties or items, but not by allOf, anyOf, oneOf, not or if.`;
  const reference = steps.findLast(({ schema }) => typeof schema["$ref"] === "string") ?? steps[0];
  return document.problem(
    "circular-ref",
    message,
    reference?.schema ?? document.root,
    reference?.field,
  );
}
