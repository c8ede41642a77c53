import { type JsonObject, type SchemaValue, isObject } from "@sandboxes/codegen/in-memory";
import { sameJson } from "../../schema/same-json.ts";
import { compareContent } from "./compare-content.ts";
import { compareHeaders } from "./compare-headers.ts";
import { compareNotes } from "../compare-notes.ts";
import { entries, placeAt } from "../contract.ts";
import type { OperationWalk } from "../walk.ts";

type Responses = ReadonlyMap<string, JsonObject>;

/** Compares the responses of two operations. */
export function compareResponses(walk: OperationWalk, was: JsonObject, is: JsonObject): void {
  const { log, old, now, label } = walk;
  const before = statusesOf(entries(old, was["responses"]));
  const after = statusesOf(entries(now, is["responses"]));
  const removed = [...before.keys()].filter((status) => !after.has(status));
  const added = [...after.keys()].filter((status) => !before.has(status));
  const pairs = [...after.keys()]
    .filter((status) => before.has(status))
    .map((status) => [status, status] as const);
  const [gone, come] = [removed.filter(isSuccess), added.filter(isSuccess)];
  const [from, to] = [gone[0], come[0]];
  if (gone.length === 1 && come.length === 1 && from !== undefined && to !== undefined) {
    log.add(
      "response-success-status-changed",
      placeAt(now, is, "responses", to),
      `succeeds with ${to} instead of ${from}`,
      [label],
    );
    pairs.push([from, to]);
    removed.splice(removed.indexOf(from), 1);
    added.splice(added.indexOf(to), 1);
  }
  for (const status of removed) {
    const isGood = isSuccess(status);
    log.add(
      isGood ? "response-success-status-removed" : "response-error-status-removed",
      placeAt(old, was, "responses", status),
      `no longer responds with ${nameOf(status)}`,
      [label],
      isGood ? undefined : causeOf(status, before.get(status)),
    );
  }
  for (const status of added) {
    const rule = isSuccess(status)
      ? successRule(walk, before, after.get(status) ?? {})
      : errorRule(walk, before, after.get(status) ?? {});
    log.add(
      rule,
      placeAt(now, is, "responses", status),
      `may now respond with ${nameOf(status)}`,
      [label],
      causeOf(status, after.get(status)),
    );
  }
  for (const [one, other] of pairs)
    compareResponse(walk, before.get(one) ?? {}, after.get(other) ?? {}, other);
}

/** Returns one cause for the same response in many operations. */
function causeOf(status: string, response: JsonObject | undefined): string {
  return `${status} ${JSON.stringify(response?.["content"] ?? response)}`;
}

function statusesOf(responses: [string, JsonObject][]): Responses {
  return new Map(responses.map(([status, response]) => [status.toUpperCase(), response]));
}

function nameOf(status: string): string {
  return status === "DEFAULT" ? "any other status" : status;
}

function isSuccess(status: string): boolean {
  return status.startsWith("2") || status.startsWith("3");
}

/** A second success with another body makes the result a union. */
function successRule({ log }: OperationWalk, before: Responses, added: JsonObject): string {
  const bodies = [...before].filter(([status]) => isSuccess(status)).map(([, one]) => bodyOf(one));
  const body = bodyOf(added);
  const isKnown = bodies.some((one) => isSameBody(log.pairs.areSame.bind(log.pairs), one, body));
  return isKnown || bodies.length === 0
    ? "response-success-status-added"
    : "response-second-success-body-added";
}

/** An error of another shape changes the type of what a caller catches. */
function errorRule({ log }: OperationWalk, before: Responses, added: JsonObject): string {
  const bodies = [...before].filter(([status]) => !isSuccess(status)).map(([, one]) => bodyOf(one));
  const body = bodyOf(added);
  const isKnown = bodies.some((one) => isSameBody(log.pairs.areSame.bind(log.pairs), one, body));
  return isKnown || bodies.length === 0 || body === undefined
    ? "response-error-status-added"
    : "response-other-error-added";
}

function isSameBody(
  areSame: (one: SchemaValue, other: SchemaValue) => boolean,
  one: SchemaValue | undefined,
  other: SchemaValue | undefined,
): boolean {
  if (one === undefined || other === undefined) return one === other;
  return sameJson(one, other) || areSame(one, other);
}

function bodyOf(response: JsonObject): SchemaValue | undefined {
  const { content } = response;
  const [media] = isObject(content) ? Object.values(content) : [];
  const schema = isObject(media) ? media["schema"] : undefined;
  return isObject(schema) || typeof schema === "boolean" ? schema : undefined;
}

function compareResponse(
  walk: OperationWalk,
  one: JsonObject,
  other: JsonObject,
  status: string,
): void {
  const { log, old, now, label, isReversed } = walk;
  compareNotes(log, [old, now], one, other, [label]);
  compareHeaders(walk, one, other);
  compareLinks(walk, one, other);
  const [had, has] = [hasContent(one), hasContent(other)];
  if (had && !has)
    log.add("response-body-removed", placeAt(old, one, "content"), `no longer has a body`, [label]);
  else if (!had && has) {
    const rule = isSuccess(status) ? "response-body-added" : "response-error-body-added";
    log.add(rule, placeAt(now, other, "content"), `now has a body`, [label]);
  } else
    compareContent(
      walk,
      one["content"],
      other["content"],
      isReversed ? "request" : "response",
      "response",
      [one, other],
    );
}

function hasContent(response: JsonObject): boolean {
  return isObject(response["content"]) && Object.keys(response["content"]).length > 0;
}

function compareLinks(
  { log, old, now, label }: OperationWalk,
  one: JsonObject,
  other: JsonObject,
): void {
  const [before, after] = [
    new Map(entries(old, one["links"])),
    new Map(entries(now, other["links"])),
  ];
  for (const [name, link] of after) {
    const was = before.get(name);
    const place = placeAt(now, other, "links", name);
    if (!was) log.add("link-added", place, "was added", [label]);
    else if (!sameJson(was, link)) log.add("link-changed", place, "leads elsewhere", [label]);
  }
  for (const name of before.keys())
    if (!after.has(name))
      log.add("link-removed", placeAt(old, one, "links", name), "was removed", [label]);
}
