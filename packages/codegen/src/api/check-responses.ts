import { type ApiDocument, type JsonObject, isObject } from "../document/read-document.ts";
import type { Report } from "./check-document.ts";

/**
 * Finds what is wrong with the responses of an operation, which until 3.1 it has to have.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#responses-object
 */
export function checkResponses(document: ApiDocument, operation: JsonObject, report: Report): void {
  const responses = operation["responses"];
  if (responses === undefined) {
    const isOld = String(document.root["openapi"]).startsWith("3.0");
    const message = "An operation needs `responses`: in OpenAPI 3.0 they are not optional.";
    // A value that is there and is not an object was noted when it was read.
    if (isOld && !("responses" in operation))
      report(document.problem("missing-response", message, operation));
    return;
  }
  if (!isObject(responses)) return;
  const statuses = Object.keys(responses).filter((status) => !status.startsWith("x-"));
  if (statuses.length === 0) {
    report(
      document.problem(
        "missing-response",
        "`responses` needs at least one response.",
        operation,
        "responses",
      ),
    );
  }
  for (const status of statuses) {
    if (/^[1-5](\d\d|XX)$|^default$/.test(status)) continue;
    const hint = /^[1-5]xx$/i.test(status)
      ? `Write \`${status.toUpperCase()}\`.`
      : "A response is for a status such as `200`, for a range such as `4XX`, or is the `default`.";
    const isTolerated = report(
      document.problem(
        "invalid-status",
        `\`${status}\` is no status of HTTP. ${hint}`,
        responses,
        status,
        "key",
      ),
    );
    if (isTolerated) delete responses[status];
  }
}
