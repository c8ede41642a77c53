import { type JsonObject, isObject } from "@sandboxes/codegen/in-memory";
import { compareContent } from "./compare-content.ts";
import { compareNotes } from "../compare-notes.ts";
import { placeAt, resolved } from "../contract.ts";
import type { Place } from "../../schema/finding.ts";
import type { OperationWalk } from "../walk.ts";

/** Compares the request bodies of two operations. */
export function compareRequestBody(walk: OperationWalk, was: JsonObject, is: JsonObject): void {
  const { log, old, now, label, isReversed } = walk;
  const [had, has] = [isObject(was["requestBody"]), isObject(is["requestBody"])];
  if (!had && !has) return;
  const [one, other] = [resolved(old, was["requestBody"]), resolved(now, is["requestBody"])];
  const [wasRequired, isRequired] = [one["required"] === true, other["required"] === true];
  if (!had) {
    const rule = isRequired ? "required-request-body-added" : "optional-request-body-added";
    const what = isRequired ? "now needs a request body" : "now takes a request body";
    add(rule, "response-body-added", placeAt(now, is, "requestBody"), what);
    return;
  }
  if (!has) {
    const place = placeAt(old, was, "requestBody");
    add("request-body-removed", "response-body-removed", place, "no longer takes a request body");
    return;
  }
  const place =
    "required" in other ? placeAt(now, other, "required") : placeAt(old, one, "required");
  if (isRequired && !wasRequired)
    add("request-body-became-required", "response-body-added", place, "is now required");
  if (!isRequired && wasRequired)
    add("request-body-became-optional", "response-body-became-optional", place, "is now optional");
  compareNotes(log, [old, now], one, other, [label]);
  const way = isReversed ? "response" : "request";
  compareContent(walk, one["content"], other["content"], way, "request-body", [one, other]);

  /** The API sends the requests of webhooks and callbacks, so to its users their bodies are responses. */
  function add(rule: string, reversed: string, at: Place, what: string): void {
    log.add(isReversed ? reversed : rule, at, what, [label]);
  }
}
