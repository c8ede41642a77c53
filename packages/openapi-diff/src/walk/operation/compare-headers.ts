import { type JsonObject, type SchemaValue, isObject } from "@sandboxes/codegen/in-memory";
import { compareNotes } from "../compare-notes.ts";
import { type Contract, entries, placeAt } from "../contract.ts";
import { compareLifecycle } from "../lifecycle.ts";
import type { OperationWalk } from "../walk.ts";

/** Compares the headers of two responses, or of two parts of a body. */
export function compareHeaders(walk: OperationWalk, one: JsonObject, other: JsonObject): void {
  const { log, old, now, label, isReversed } = walk;
  const [before, after] = [headersOf(old, one), headersOf(now, other)];
  for (const [key, { name, header }] of after) {
    const was = before.get(key);
    if (!was)
      log.add(
        "header-added",
        placeAt(now, other, "headers", name),
        "was added",
        [label],
        `${key} ${JSON.stringify(header)}`,
      );
    else compareHeader(was.header, header);
  }
  for (const [key, { name, header }] of before) {
    if (after.has(key)) continue;
    const rule =
      header["required"] === true ? "required-header-removed" : "optional-header-removed";
    log.add(
      rule,
      placeAt(old, one, "headers", name),
      "was removed",
      [label],
      `${key} ${JSON.stringify(header)}`,
    );
  }

  function compareHeader(was: JsonObject, is: JsonObject): void {
    const place = "required" in is ? placeAt(now, is, "required") : placeAt(old, was, "required");
    if (was["required"] === true && is["required"] !== true)
      log.add("header-became-optional", place, "is now optional", [label]);
    if (was["required"] !== true && is["required"] === true)
      log.add("header-became-required", place, "is now always sent", [label]);
    compareLifecycle(walk, "header", was, is);
    compareNotes(log, [old, now], was, is, [label]);
    const way = isReversed ? "request" : "response";
    log.schema(schemaOf(was), schemaOf(is), way, "text", label);
  }
}

/** @returns headers by lower-case name; RFC 9110, section 5.1 */
function headersOf(
  contract: Contract,
  holder: JsonObject,
): Map<string, { name: string; header: JsonObject }> {
  return new Map(
    entries(contract, holder["headers"])
      .filter(([name]) => name.toLowerCase() !== "content-type")
      .map(([name, header]) => [name.toLowerCase(), { name, header }]),
  );
}

function schemaOf(header: JsonObject): SchemaValue {
  const { schema, content } = header;
  if (isObject(schema) || typeof schema === "boolean") return schema;
  const [media] = isObject(content) ? Object.values(content) : [];
  return isObject(media) && isObject(media["schema"]) ? media["schema"] : true;
}
