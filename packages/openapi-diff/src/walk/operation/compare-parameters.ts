import { type JsonObject, type SchemaValue, isObject } from "@sandboxes/codegen/in-memory";
import { similarity } from "../../schema/similarity.ts";
import { compareContent } from "./compare-content.ts";
import { compareNotes } from "../compare-notes.ts";
import { type Contract, listOf, placeAt, resolved } from "../contract.ts";
import { compareLifecycle, removalOf } from "../lifecycle.ts";
import type { Place } from "../../schema/finding.ts";
import type { View } from "../../schema/view/view.ts";
import type { OperationEntry, OperationWalk } from "../walk.ts";

/** Header parameters that OpenAPI tells tools to ignore; section 4.8.12.2. */
const ignored = new Set(["accept", "content-type", "authorization"]);

/** Compares the parameters of two operations, including those of their path items. */
export function compareParameters(
  walk: OperationWalk,
  before: OperationEntry,
  after: OperationEntry,
): void {
  const { log, old, now, label } = walk;
  const [was, is] = [parametersOf(old, before), parametersOf(now, after)];
  const removed = [...was].filter(([key]) => !is.has(key));
  const added = [...is].filter(([key]) => !was.has(key));
  const pairs = [...is].flatMap(([key, parameter]): [JsonObject, JsonObject][] => {
    const known = was.get(key);
    return known ? [[known, parameter]] : [];
  });
  for (const [one, other, rule] of movedOrRenamed(walk, removed, added)) {
    removed.splice(
      removed.findIndex(([, parameter]) => parameter === one),
      1,
    );
    added.splice(
      added.findIndex(([, parameter]) => parameter === other),
      1,
    );
    log.add(
      rule,
      placeAt(now, other),
      rule === "parameter-moved"
        ? `moved from the ${String(one["in"])} to the ${String(other["in"])}`
        : `was renamed from \`${String(one["name"])}\``,
      [label],
      causeOf(one, other),
    );
    pairs.push([one, other]);
  }
  for (const [, parameter] of removed) {
    const { rule, what } = removalOf([parameter]);
    const isPath = parameter["in"] === "path";
    const id = isPath ? "path-parameter-removed" : `parameter-${rule}`;
    const reversed = `${parameter["required"] === true ? "required" : "optional"}-header-removed`;
    add(id, reversed, placeAt(old, parameter), what, causeOf(parameter));
  }
  for (const [, parameter] of added) {
    const isRequired = parameter["required"] === true || parameter["in"] === "path";
    const rule =
      parameter["in"] === "path"
        ? "path-parameter-added"
        : isRequired
          ? "required-parameter-added"
          : "optional-parameter-added";
    const what = isRequired ? "was added and is required" : "was added";
    add(rule, "header-added", placeAt(now, parameter), what, causeOf(parameter));
  }
  for (const [one, other] of pairs) compareParameter(walk, one, other);

  /** The API sends the parameters of webhooks and callbacks, as it sends the headers of responses. */
  function add(rule: string, reversed: string, place: Place, what: string, cause: string): void {
    log.add(walk.isReversed ? reversed : rule, place, what, [label], cause);
  }
}

/** Returns one cause for the same parameter in many operations. */
function causeOf(...parameters: readonly JsonObject[]): string {
  return JSON.stringify(parameters.map((parameter) => ({ ...parameter, description: undefined })));
}

/** @returns the parameters by place and name, path parameters under their new names */
function parametersOf(contract: Contract, entry: OperationEntry): Map<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  for (const value of [
    ...listOf(entry.item["parameters"]),
    ...listOf(entry.operation["parameters"]),
  ]) {
    const parameter = resolved(contract, value);
    const { in: place, name } = parameter;
    if (typeof place !== "string" || typeof name !== "string") continue;
    // RFC 9110, section 5.1: header names are case-insensitive.
    const plain = place === "header" ? name.toLowerCase() : name;
    if (place === "header" && ignored.has(plain)) continue;
    const now = place === "path" ? (entry.renamed.get(name) ?? name) : plain;
    found.set(`${place} ${now}`, parameter);
  }
  return found;
}

function movedOrRenamed(
  { log }: OperationWalk,
  removed: readonly [string, JsonObject][],
  added: readonly [string, JsonObject][],
): [JsonObject, JsonObject, "parameter-moved" | "parameter-renamed"][] {
  const found: [JsonObject, JsonObject, "parameter-moved" | "parameter-renamed"][] = [];
  const taken = new Set<JsonObject>();
  for (const [, one] of removed) {
    const free = added.map(([, other]) => other).filter((other) => !taken.has(other));
    const moved = free.find((other) => other["name"] === one["name"]);
    const renamed = free.find(
      (other) =>
        other["in"] === one["in"] &&
        one["in"] !== "path" &&
        similarity(String(one["name"]), String(other["name"])) >= 0.5 &&
        log.pairs.areSame(schemaOf(one), schemaOf(other)),
    );
    const other = moved ?? renamed;
    if (!other) continue;
    taken.add(other);
    found.push([one, other, moved ? "parameter-moved" : "parameter-renamed"]);
  }
  return found;
}

function schemaOf(parameter: JsonObject): SchemaValue {
  const { schema } = parameter;
  return isObject(schema) || typeof schema === "boolean" ? schema : true;
}

function compareParameter(walk: OperationWalk, one: JsonObject, other: JsonObject): void {
  const { log, old, now, label, isReversed } = walk;
  const place = (field: string): ReturnType<typeof placeAt> =>
    field in other ? placeAt(now, other, field) : placeAt(old, one, field);
  const isPath = other["in"] === "path";
  const [was, is] = [isPath || one["required"] === true, isPath || other["required"] === true];
  const kind = isReversed ? "header" : "parameter";
  if (is && !was) log.add(`${kind}-became-required`, place("required"), "is now required", [label]);
  if (was && !is) log.add(`${kind}-became-optional`, place("required"), "is now optional", [label]);
  compareLifecycle(walk, "parameter", one, other);
  // A moved parameter uses the serialization of its new location.
  const isMoved = one["in"] !== other["in"];
  const isListed =
    canHaveParts(log.pairs.old.view(schemaOf(one))) &&
    canHaveParts(log.pairs.new.view(schemaOf(other)));
  for (const field of ["style", "explode", "allowReserved"] as const) {
    // `explode` changes nothing about a value that is neither an array nor an object.
    if (isMoved || (field === "explode" && !isListed)) continue;
    const [before, after] = [serialization(one)[field], serialization(other)[field]];
    if (before !== after)
      log.add(
        "parameter-serialization-changed",
        place(field),
        `has \`${field}: ${after}\` instead of \`${before}\``,
        [label],
      );
  }
  if ((one["allowEmptyValue"] === true) !== (other["allowEmptyValue"] === true))
    log.add(
      other["allowEmptyValue"] === true ? "empty-value-allowed" : "empty-value-forbidden",
      place("allowEmptyValue"),
      other["allowEmptyValue"] === true ? "may now be empty" : "can no longer be empty",
      [label],
    );
  compareNotes(log, [old, now], one, other, [label]);
  const way = isReversed ? "response" : "request";
  const [hasContent, hadContent] = [isObject(other["content"]), isObject(one["content"])];
  if (hasContent !== hadContent)
    log.add(
      "parameter-serialization-changed",
      place("content"),
      hasContent ? "is now written in a media type" : "is no longer written in a media type",
      [label],
    );
  else if (hasContent)
    compareContent(walk, one["content"], other["content"], way, "parameter", [one, other]);
  else {
    const items = isReversed ? undefined : itemsOfNewList(walk, one, other);
    if (items !== undefined)
      log.add(
        "parameter-became-list",
        place("schema"),
        "is now a list, and a list with one value is sent like the value before",
        [label],
      );
    log.schema(schemaOf(one), items ?? schemaOf(other), way, "text", label);
  }
}

/**
 * Returns the items of a parameter that became a list whose items are sent separately, as in `?a=1&a=2`. One item is
 * sent like a single value (OpenAPI 3.1.1, section 4.8.12.4). Returns `undefined` for any other change.
 */
function itemsOfNewList(
  { log }: OperationWalk,
  one: JsonObject,
  other: JsonObject,
): SchemaValue | undefined {
  const [was, is] = [log.pairs.old.view(schemaOf(one)), log.pairs.new.view(schemaOf(other))];
  const { style, explode } = serialization(other);
  const isSeparate = style === "form" && explode && serialization(one).style === "form";
  if (!isSeparate || canHaveParts(was)) return undefined;
  const isList = is.types?.value.size === 1 && is.types.value.has("array") && !is.nullable;
  const needsMore = Number(is.keywords.get("minItems")?.value ?? 0) > 1;
  if (!isList || needsMore || is.keywords.has("prefixItems")) return undefined;
  return (is.keywords.get("items")?.value as SchemaValue | undefined) ?? true;
}

interface Serialization {
  style: string;
  explode: boolean;
  allowReserved: boolean;
}

function serialization(parameter: JsonObject): Serialization {
  const { in: place, style, explode } = parameter;
  const actual =
    typeof style === "string" ? style : place === "query" || place === "cookie" ? "form" : "simple";
  return {
    style: actual,
    explode: typeof explode === "boolean" ? explode : actual === "form",
    allowReserved: parameter["allowReserved"] === true,
  };
}

/** Returns whether a schema allows arrays or objects. */
function canHaveParts({ types, values }: View): boolean {
  if (!types) return values === undefined;
  return types.value.has("array") || types.value.has("object");
}
