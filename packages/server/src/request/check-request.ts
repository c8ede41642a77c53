import type { Operation } from "@sandboxes/schema/operations";
import type { Validator } from "@sandboxes/schema/validators";
import { ApiFault } from "../api-fault.ts";
import { limitProblem } from "../limits/body-limits.ts";
import type { MaybePromise } from "../maybe-promise.ts";
import { quote } from "../quote.ts";
import { hasBody, readJsonBody, skipBody } from "./read-body.ts";
import { withoutNulls } from "./without-nulls.ts";

/** What a request of an operation is checked by, where it has such a part. */
interface RequestChecks {
  readonly path?: Validator<unknown>;
  readonly query?: Validator<unknown>;
  readonly body?: Validator<unknown>;
}

/** What a request brings beside its query, checked. */
export interface Input {
  /** The path parameters by name. */
  readonly path: Readonly<Record<string, string>>;
  /** `undefined` where the operation takes none. */
  readonly body: unknown;
}

/**
 * Reads the path parameters and the body of a request, and checks both: first by the limits that
 * have words of their own, then by all that the spec says.
 *
 * @param path the path parameters, decoded
 * @throws {ApiFault} 400 that names the field and what it breaks
 */
export function checkRequest(
  operation: Pick<Operation, "consumes">,
  checks: RequestChecks,
  request: Request,
  path: Readonly<Record<string, string>>,
): MaybePromise<Input> {
  if (checks.path) refuseIssue(checks.path, path);
  if (operation.consumes === null) {
    const input = { path, body: undefined };
    return hasBody(request) ? skipBody(request).then(() => input) : input;
  }
  return readJsonBody(request).then((body) => {
    const problem = limitProblem(body);
    if (problem !== undefined) throw new ApiFault(400, "bad_request", problem);
    if (checks.body) refuseIssue(checks.body, body);
    const present = withoutNulls(body);
    // A body whose fields are all `null` is as empty as `{}`.
    if (checks.body) refuseIssue(checks.body, present);
    return { path, body: present };
  });
}

function refuseIssue(validator: Validator<unknown>, value: unknown): void {
  const [issue] = validator.issues(value, 1);
  if (!issue) return;
  const place = issue.path.map((step) =>
    typeof step === "number" ? `[${step}]` : `.${name(step)}`,
  );
  const field = place.join("").replace(/^\./, "") || "The body";
  throw new ApiFault(400, "bad_request", `${field} ${issue.message}.`);
}

/** @returns a property's name, in quotes when it could be taken for something else */
function name(step: PropertyKey): string {
  const text = String(step);
  return /^[\w-]{1,40}$/.test(text) ? text : quote(text);
}
