import { eachChild } from "../../document/objects/map-children.ts";
import { operationsOf } from "../../document/objects/methods.ts";
import type { ObjectName } from "../../document/objects/object-model.ts";
import { type ApiDocument, type JsonObject, isObject } from "../../document/read-document.ts";
import { cycleCheck } from "./schema/check-cycles.ts";
import { checkExtensions } from "./check-extensions.ts";
import { checkContent, checkHeaderNames, checkParameter } from "./check-parameter.ts";
import { checkPaths } from "./check-paths.ts";
import { checkResponses } from "./check-responses.ts";
import { checkSchema } from "./schema/check-schema.ts";
import { checkSecurity, checkSecurityScheme } from "./check-security.ts";
import { checkServer } from "./check-servers.ts";
import type { Reports } from "./reports.ts";

/** Checks every object of a document, webhooks and callbacks included, and repairs what it reports. */
export function checkDocument(document: ApiDocument): void {
  const reports: Reports = {
    report: (problem) => document.problems.report(problem),
    warn: (problem) => document.problems.warn(problem),
  };
  checkParts(document, reports);
  checkPaths(document, reports);
  checkSecurity(document, document.root, reports);
  const checkCycles = cycleCheck(document, reports);
  const checkId = idCheck(document, reports);
  const seen = new Set<JsonObject>();
  const visit = (object: JsonObject, name: ObjectName): void => {
    if (seen.has(object)) return;
    seen.add(object);
    checkExtensions(document, object, name, reports);
    if (name === "Schema") {
      checkSchema(document, object, reports);
      checkCycles(object);
    } else if (name === "Operation" && !document.isBroken(object)) {
      checkResponses(document, object, reports);
      checkSecurity(document, object, reports);
      checkId(object);
    } else if (!document.isBroken(object)) checkPart(document, object, name, reports);
    eachChild(object, name, visit);
  };
  visit(document.root, "OpenAPI");
}

function checkPart(
  document: ApiDocument,
  object: JsonObject,
  name: ObjectName,
  reports: Reports,
): void {
  if (typeof object["$ref"] === "string") return;
  if (name === "Parameter") checkParameter(document, object, reports);
  else if (name === "Header") checkContent(document, object, "header", reports);
  else if (name === "Response" || name === "Encoding") checkHeaderNames(document, object, reports);
  else if (name === "Server") checkServer(document, object, reports);
  else if (name === "SecurityScheme") checkSecurityScheme(document, object, reports);
}

/** Checks that the document has its main part: `paths` in 3.0, one of three in later versions. */
function checkParts(document: ApiDocument, { warn }: Reports): void {
  const { root } = document;
  const isOld = String(root["openapi"]).startsWith("3.0");
  const parts = isOld ? ["paths"] : ["paths", "components", "webhooks"];
  if (parts.some((part) => part in root)) return;
  const message = isOld
    ? "An OpenAPI 3.0 document needs `paths`; write `paths: {}` for none."
    : "A document needs at least one of `paths`, `components` and `webhooks`.";
  warn(document.problem("missing-field", message, root));
  root["paths"] = {};
}

/** Checks the ids of operations in webhooks and callbacks. Those under `paths` are checked where they are read. */
function idCheck(document: ApiDocument, { warn }: Reports): (operation: JsonObject) => void {
  const inPaths = new Set<JsonObject>();
  for (const item of Object.values(
    isObject(document.root["paths"]) ? document.root["paths"] : {},
  )) {
    if (isObject(item))
      for (const { operation } of operationsOf(document.resolve(item))) inPaths.add(operation);
  }
  const taken = new Set<unknown>();
  for (const operation of inPaths) taken.add(operation["operationId"]);
  return (operation) => {
    const id = operation["operationId"];
    if (typeof id !== "string" || inPaths.has(operation)) return;
    if (taken.has(id)) {
      const message = `The operationId \`${id}\` is already taken.`;
      warn(document.problem("duplicate-operation-id", message, operation, "operationId"));
    }
    taken.add(id);
  };
}
