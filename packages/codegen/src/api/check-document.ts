import { eachChild } from "../document/map-children.ts";
import type { ObjectName } from "../document/object-model.ts";
import type { Problem } from "../document/problem.ts";
import { type ApiDocument, type JsonObject, isObject } from "../document/read-document.ts";
import { checkExtensions } from "./check-extensions.ts";
import { checkContent, checkHeaderNames, checkParameter } from "./check-parameter.ts";
import { checkPaths } from "./check-paths.ts";
import { checkResponses } from "./check-responses.ts";
import { checkSchema } from "./check-schema.ts";
import { checkSecurity, checkSecurityScheme } from "./check-security.ts";
import { checkServer } from "./check-servers.ts";
import { cycleCheck } from "./cycle-check.ts";

/** Notes a problem. @returns whether it is tolerated */
export type Report = (problem: Problem) => boolean;

/** Where problems go, and what is no more than suspicious. */
export interface Reports {
  report: Report;
  warn(problem: Problem): void;
}

/** Finds what a document says and cannot mean, wherever in it that stands: in webhooks and callbacks too. */
export function checkDocument(document: ApiDocument): void {
  const reports: Reports = {
    report: (problem) => document.problems.report(problem),
    warn: (problem) => document.problems.warn(problem),
  };
  const { report } = reports;
  checkParts(document, report);
  checkPaths(document, reports);
  checkSecurity(document, document.root, report);
  const checkCycles = cycleCheck(document, report);
  const checkId = idCheck(document, report);
  const seen = new Set<JsonObject>();
  const visit = (object: JsonObject, name: ObjectName): void => {
    if (seen.has(object)) return;
    seen.add(object);
    checkExtensions(document, object, name, report);
    if (name === "Schema") {
      checkSchema(document, object, reports);
      checkCycles(object);
    } else if (name === "Operation" && !document.isBroken(object)) {
      checkResponses(document, object, report);
      checkSecurity(document, object, report);
      checkId(object);
    } else if (!document.isBroken(object)) checkPart(document, object, name, report);
    eachChild(object, name, visit);
  };
  visit(document.root, "OpenAPI");
}

function checkPart(
  document: ApiDocument,
  object: JsonObject,
  name: ObjectName,
  report: Report,
): void {
  if (typeof object["$ref"] === "string") return;
  if (name === "Parameter") checkParameter(document, object, report);
  else if (name === "Header") checkContent(document, object, "header", report);
  else if (name === "Response" || name === "Encoding") checkHeaderNames(document, object, report);
  else if (name === "Server") checkServer(document, object, report);
  else if (name === "SecurityScheme") checkSecurityScheme(document, object, report);
}

/** Of what a description is made: of paths in 3.0, of at least one of three in 3.1. */
function checkParts(document: ApiDocument, report: Report): void {
  const { root } = document;
  const isOld = String(root["openapi"]).startsWith("3.0");
  const parts = isOld ? ["paths"] : ["paths", "components", "webhooks"];
  if (parts.some((part) => part in root)) return;
  const message = isOld
    ? "In OpenAPI 3.0 a description needs `paths`, if only `paths: {}`."
    : "A description needs at least one of `paths`, `components` and `webhooks`.";
  if (report(document.problem("missing-field", message, root))) root["paths"] = {};
}

/** Ids under `paths` are compared where those are read; no webhook or callback may have one of them, either. */
function idCheck(document: ApiDocument, report: Report): (operation: JsonObject) => void {
  const inPaths = new Set<unknown>();
  for (const item of Object.values(
    isObject(document.root["paths"]) ? document.root["paths"] : {},
  )) {
    if (isObject(item))
      for (const operation of Object.values(document.resolve(item))) inPaths.add(operation);
  }
  const taken = new Set<unknown>();
  for (const operation of inPaths) if (isObject(operation)) taken.add(operation["operationId"]);
  return (operation) => {
    const id = operation["operationId"];
    if (typeof id !== "string" || inPaths.has(operation)) return;
    if (taken.has(id))
      report(
        document.problem(
          "duplicate-operation-id",
          `The operationId \`${id}\` is already taken.`,
          operation,
          "operationId",
        ),
      );
    taken.add(id);
  };
}
