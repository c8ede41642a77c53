import { type JsonObject, isObject } from "@sandboxes/codegen/in-memory";
import { sameJson } from "../schema/same-json.ts";
import type { ChangeLog } from "./change-log.ts";
import { type Contract, placeAt } from "./contract.ts";

/** Fields that only describe the API for readers. */
const fields = ["title", "summary", "description", "externalDocs", "tags"] as const;

/** Extensions that change the behaviour of a client, by name. */
const clientExtensions: ReadonlyMap<string, string> = new Map([
  ["x-idempotent", "idempotency"],
  ["x-client-method", "client-method"],
  ["x-errors", "error-format"],
  ["x-pagination", "pagination"],
  ["x-stream", "stream"],
  ["x-deleted-by", "deletion"],
  ["x-conflict-while", "conflict"],
]);

/** Extensions that have rules of their own. */
const handled = new Set(["x-sunset", "x-stability-level", "x-aliases"]);

/** Compares descriptions, tags, examples and extensions of two corresponding objects. */
export function compareNotes(
  log: ChangeLog,
  [old, now]: readonly [Contract, Contract],
  before: JsonObject,
  after: JsonObject,
  operations: readonly string[],
): void {
  for (const field of fields) {
    // The tags of a document are objects. They are compared elsewhere.
    if (field === "tags" && !(isTextList(before[field] ?? []) && isTextList(after[field] ?? [])))
      continue;
    const [one, other] = [sortedTags(field, before[field]), sortedTags(field, after[field])];
    if (sameJson(one, other)) continue;
    const place = field in after ? placeAt(now, after, field) : placeAt(old, before, field);
    const rule = field === "tags" ? "tags-changed" : "description-changed";
    const name = field === "externalDocs" ? "link to documentation" : field;
    const what = field === "tags" ? "has other tags" : `has another ${name}`;
    log.add(rule, place, what, operations);
  }
  compareExamples(log, [old, now], before, after, operations);
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!name.startsWith("x-") || handled.has(name) || sameJson(before[name], after[name]))
      continue;
    const place = name in after ? placeAt(now, after, name) : placeAt(old, before, name);
    const kind = clientExtensions.get(name);
    const what = said(name, before[name], after[name]);
    log.add(ruleOf(kind, before[name], after[name]), place, what, operations);
  }
}

function ruleOf(kind: string | undefined, before: unknown, after: unknown): string {
  if (kind === undefined) return "extension-changed";
  if (kind === "idempotency") return after === true ? "became-idempotent" : "became-not-idempotent";
  if (kind === "client-method") return "client-method-renamed";
  if (kind === "deletion" || kind === "conflict") {
    if (before === undefined) return `${kind}-added`;
    if (after === undefined) return `${kind}-removed`;
  }
  return before === undefined ? `${kind}-added` : `${kind}-changed`;
}

function said(name: string, before: unknown, after: unknown): string {
  if (before === undefined) return `now has \`${name}\``;
  if (after === undefined) return `no longer has \`${name}\``;
  return `has another \`${name}\``;
}

function compareExamples(
  log: ChangeLog,
  [old, now]: readonly [Contract, Contract],
  before: JsonObject,
  after: JsonObject,
  operations: readonly string[],
): void {
  for (const field of ["example", "examples"]) {
    const [one, other] = [
      withoutRefs(old, before[field], field),
      withoutRefs(now, after[field], field),
    ];
    if (sameJson(one, other)) continue;
    const place = field in after ? placeAt(now, after, field) : placeAt(old, before, field);
    log.add("example-changed", place, "has other examples", operations);
    return;
  }
}

/** Resolves an example in the components, so that moving it there is not a change. */
function withoutRefs({ document }: Contract, value: unknown, field: string): unknown {
  if (field !== "examples" || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, isObject(one) ? document.resolve(one) : one]),
  );
}

function sortedTags(field: string, value: unknown): unknown {
  return field === "tags" && isTextList(value) ? [...value].sort() : value;
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
