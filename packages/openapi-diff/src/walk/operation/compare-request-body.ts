import { type JsonObject, isObject } from "@sandboxes/codegen/in-memory";
import { compareContent } from "./compare-content.ts";
import { compareNotes } from "../compare-notes.ts";
import { placeAt, resolved } from "../contract.ts";
import type { OperationWalk } from "../walk.ts";

/** Compares the request bodies of two operations. */
export function compareRequestBody(walk: OperationWalk, was: JsonObject, is: JsonObject): void {
  const { log, old, now, label, isReversed } = walk;
  const [had, has] = [isObject(was["requestBody"]), isObject(is["requestBody"])];
  if (!had && !has) return;
  const [one, other] = [resolved(old, was["requestBody"]), resolved(now, is["requestBody"])];
  const isRequired = other["required"] === true;
  if (!had) {
    log.add(
      isRequired ? "required-request-body-added" : "optional-request-body-added",
      placeAt(now, is, "requestBody"),
      isRequired ? "now needs a request body" : "now takes a request body",
      [label],
    );
    return;
  }
  if (!has) {
    log.add(
      "request-body-removed",
      placeAt(old, was, "requestBody"),
      "no longer takes a request body",
      [label],
    );
    return;
  }
  const place =
    "required" in other ? placeAt(now, other, "required") : placeAt(old, one, "required");
  if (isRequired && one["required"] !== true)
    log.add("request-body-became-required", place, "is now required", [label]);
  if (!isRequired && one["required"] === true)
    log.add("request-body-became-optional", place, "is now optional", [label]);
  compareNotes(log, [old, now], one, other, [label]);
  const way = isReversed ? "response" : "request";
  compareContent(walk, one["content"], other["content"], way, "request-body", [one, other]);
}
