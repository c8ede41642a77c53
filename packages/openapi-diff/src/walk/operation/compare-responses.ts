import { type JsonObject, type SchemaValue, isObject } from "@sandboxes/codegen/in-memory";
import { sameJson } from "../../schema/same-json.ts";
import { compareContent } from "./compare-content.ts";
import { compareHeaders } from "./compare-headers.ts";
import { compareNotes } from "../compare-notes.ts";
import { theOperations } from "../change-log.ts";
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
  const isSuccess = successOf([...before.keys(), ...after.keys()]);
  const [gone, come] = [removed.filter(isSuccess), added.filter(isSuccess)];
  const [from, to] = [gone[0], come[0]];
  if (gone.length === 1 && come.length === 1 && from !== undefined && to !== undefined) {
    const isDropped = hasContent(before.get(from)) && !hasContent(after.get(to));
    log.add(
      "response-success-status-changed",
      placeAt(now, is, "responses", to),
      `${theOperations} now succeed with ${to}${isDropped ? ", without a body," : ""} instead of ${from}`,
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
      `${theOperations} can no longer respond with ${nameOf(status)}`,
      [label],
      isGood ? undefined : causeOf(status, before.get(status)),
    );
  }
  for (const status of added) {
    const rule = isSuccess(status)
      ? successRule(walk, before, isSuccess, after.get(status) ?? {})
      : errorRule(walk, before, isSuccess, after.get(status) ?? {});
    log.add(
      rule,
      placeAt(now, is, "responses", status),
      `${theOperations} may now respond with ${nameOf(status)}`,
      [label],
      causeOf(status, after.get(status)),
    );
  }
  for (const [one, other] of pairs) {
    const [x, y] = [before.get(one) ?? {}, after.get(other) ?? {}];
    compareHead(walk, x, y);
    if (hasContent(x) && hasContent(y)) compareBodies(walk, x, y);
    // A new status that has or lacks a body is one change.
    else if (one === other) compareExistence(walk, x, y, isSuccess(other));
  }
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

/**
 * Decides which statuses are successes: those from 200 to 299. Redirects count only in an operation
 * without such a status.
 */
function successOf(statuses: readonly string[]): (status: string) => boolean {
  const digit = statuses.some((status) => status.startsWith("2")) ? "2" : "3";
  return (status) => status.startsWith(digit);
}

/** A second success with another body makes the result a union. */
function successRule(
  { log }: OperationWalk,
  before: Responses,
  isSuccess: (status: string) => boolean,
  added: JsonObject,
): string {
  const bodies = [...before].filter(([status]) => isSuccess(status)).map(([, one]) => bodyOf(one));
  const body = bodyOf(added);
  const isKnown = bodies.some((one) => isSameBody(log.pairs.areSame.bind(log.pairs), one, body));
  return isKnown || bodies.length === 0
    ? "response-success-status-added"
    : "response-second-success-body-added";
}

/** An error of another shape changes the type of what a caller catches. */
function errorRule(
  { log }: OperationWalk,
  before: Responses,
  isSuccess: (status: string) => boolean,
  added: JsonObject,
): string {
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

/** Compares everything of two responses except their bodies. */
function compareHead(walk: OperationWalk, one: JsonObject, other: JsonObject): void {
  const { log, old, now, label } = walk;
  compareNotes(log, [old, now], one, other, [label]);
  compareHeaders(walk, one, other);
  compareLinks(walk, one, other);
}

function compareBodies(walk: OperationWalk, one: JsonObject, other: JsonObject): void {
  const way = walk.isReversed ? "request" : "response";
  compareContent(walk, one["content"], other["content"], way, "response", [one, other]);
}

/** Compares whether two responses have a body. */
function compareExistence(
  { log, old, now, label, isReversed }: OperationWalk,
  one: JsonObject,
  other: JsonObject,
  isSuccess: boolean,
): void {
  const [had, has] = [hasContent(one), hasContent(other)];
  if (had === has) return;
  const place = has ? placeAt(now, other, "content") : placeAt(old, one, "content");
  const what = has ? "now has a body" : "no longer has a body";
  // The receiver of a webhook or a callback is who must send the body.
  if (isReversed)
    log.add(has ? "required-request-body-added" : "request-body-removed", place, what, [label]);
  else if (!has) log.add("response-body-removed", place, what, [label]);
  else
    log.add(isSuccess ? "response-body-added" : "response-error-body-added", place, what, [label]);
}

function hasContent(response: JsonObject | undefined): boolean {
  const content = response?.["content"];
  return isObject(content) && Object.keys(content).length > 0;
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
