import { type ApiDocument, type JsonObject, isObject } from "../../document/read-document.ts";
import type { Reports } from "./reports.ts";

/**
 * Checks the responses of an operation: until OpenAPI 3.1 it must have some, and each needs a status.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#responses-object
 */
export function checkResponses(
  document: ApiDocument,
  operation: JsonObject,
  { warn }: Reports,
): void {
  const responses = operation["responses"];
  if (responses === undefined) {
    const isOld = String(document.root["openapi"]).startsWith("3.0");
    const message = "An operation needs `responses`: OpenAPI 3.0 requires them.";
    // The reader has reported a value that is not an object.
    if (isOld && !("responses" in operation))
      warn(document.problem("missing-response", message, operation));
    return;
  }
  if (!isObject(responses)) return;
  const statuses = Object.keys(responses).filter((status) => !status.startsWith("x-"));
  if (statuses.length === 0) {
    const message = "`responses` needs at least one response.";
    warn(document.problem("missing-response", message, operation, "responses"));
  }
  for (const status of statuses) {
    if (isStatus(status)) continue;
    const upper = status.toUpperCase();
    const isRange = isStatus(upper) && !Object.hasOwn(responses, upper);
    const hint = isStatus(upper)
      ? `Write \`${upper}\`.`
      : "Write a status such as `200`, a range such as `4XX`, or `default`.";
    const message = `\`${status}\` is not an HTTP status. ${hint}`;
    warn(document.problem("invalid-status", message, responses, status, "key"));
    if (isRange) responses[upper] = responses[status];
    delete responses[status];
  }
}

function isStatus(status: string): boolean {
  return /^[1-5](\d\d|XX)$|^default$/.test(status);
}
