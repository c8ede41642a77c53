import type { JsonObject } from "@sandboxes/codegen/in-memory";
import { compareCallbacks } from "./compare-callbacks.ts";
import { compareNotes } from "../compare-notes.ts";
import { compareParameters } from "./compare-parameters.ts";
import { compareRequestBody } from "./compare-request-body.ts";
import { compareResponses } from "./compare-responses.ts";
import { compareSecurity } from "../access/compare-security.ts";
import { compareServers } from "../access/compare-servers.ts";
import { compareLifecycle } from "../lifecycle.ts";
import { placeAt, textOf } from "../contract.ts";
import type { OperationEntry, OperationWalk } from "../walk.ts";

/** Compares two corresponding operations. */
export function compareOperation(
  walk: OperationWalk,
  before: OperationEntry,
  after: OperationEntry,
): void {
  const { log, old, now, label } = walk;
  const [was, is] = [before.operation, after.operation];
  compareId(walk, was, is);
  compareNotes(log, [old, now], was, is, [label]);
  compareLifecycle(walk, "operation", was, is);
  compareParameters(walk, before, after);
  compareRequestBody(walk, was, is);
  compareResponses(walk, was, is);
  compareSecurity(walk, was, is);
  const [servers, newServers] = [
    was["servers"] ?? before.item["servers"],
    is["servers"] ?? after.item["servers"],
  ];
  if (servers !== undefined || newServers !== undefined)
    compareServers(
      walk,
      { list: servers ?? old.document.root["servers"], at: was },
      { list: newServers ?? now.document.root["servers"], at: is },
      [label],
    );
  compareCallbacks(walk, was, is);
}

function compareId({ log, old, now, label }: OperationWalk, was: JsonObject, is: JsonObject): void {
  const [id, newId] = [textOf(was["operationId"]), textOf(is["operationId"])];
  if (id === newId) return;
  // A rename that keeps the former name for a while breaks no callers.
  const aliases = [is["x-aliases"]].flat();
  const isKept = id !== undefined && aliases.includes(id);
  if (id === undefined)
    log.add(
      "operation-id-added",
      placeAt(now, is, "operationId"),
      `now has the operationId \`${newId}\``,
      [label],
    );
  else if (newId === undefined)
    log.add(
      "operation-id-removed",
      placeAt(old, was, "operationId"),
      `no longer has the operationId \`${id}\``,
      [label],
    );
  else
    log.add(
      isKept ? "operation-id-renamed-with-alias" : "operation-id-renamed",
      placeAt(now, is, "operationId"),
      `has the operationId \`${newId}\` instead of \`${id}\``,
      [label],
    );
}
