import { ResponseError } from "@sandboxes/client-runtime";
import type { Attempt, Plugin } from "./plugin.ts";

/** A generated validator, in the parts that are used here. */
export interface ResponseValidator {
  is(value: unknown): boolean;
  issues(value: unknown): readonly { path: readonly PropertyKey[]; message: string }[];
}

/** The generated validators of responses, by operation and status. */
export type ResponseValidators = Readonly<
  Record<string, Readonly<Record<string | number, ResponseValidator>>>
>;

/**
 * Creates a plugin that checks each success against the API's document, with the validators that are
 * generated from it. It allows unknown fields and unknown enum values, because the API may add
 * both. It does not change the data. It does not check a body that is read as a stream.
 *
 * @param validators the generated export `answers`
 * @param mode `"strict"`: the call rejects with a `ResponseError`. `"warn"`: the plugin passes that
 *   error to `report`, and the call resolves.
 * @example
 * createClient({ plugins: [validation(answers, "strict")] });
 * createClient({ plugins: [validation(answers, "warn", (error) => console.warn(error.message))] });
 */
export function validation(validators: ResponseValidators, mode: "strict"): Plugin;
export function validation(
  validators: ResponseValidators,
  mode: "warn",
  report: (error: ResponseError) => void,
): Plugin;
export function validation(
  validators: ResponseValidators,
  mode: "strict" | "warn",
  report?: (error: ResponseError) => void,
): Plugin {
  return (next) => async (attempt) => {
    const answer = await next(attempt);
    if (answer.error || attempt.mode !== "data") return answer;
    const validator = validators[attempt.operation.id]?.[answer.response.status];
    if (!validator || validator.is(answer.data)) return answer;
    const error = problemOf(attempt, validator, answer.data, answer.response);
    if (mode === "strict") throw error;
    report?.(error);
    return answer;
  };
}

function problemOf(
  { operation, secrets }: Attempt,
  validator: ResponseValidator,
  data: unknown,
  response: Response,
): ResponseError {
  const issues = validator.issues(data);
  const shown = issues.slice(0, 3).map((issue) => {
    const place = issue.path.map(String).join(".");
    return place ? `${place}: ${issue.message}` : issue.message;
  });
  const more = issues.length > shown.length ? `; ${issues.length - shown.length} more` : "";
  const { id, method, path } = operation;
  const message = `${method} ${path}: status ${response.status}, but its body breaks the contract: ${shown.join("; ")}${more}.`;
  const error = new ResponseError({
    message,
    response,
    body: toText(data),
    secrets,
  });
  error.operation = id;
  return error;
}

/** Writes data as JSON. Returns an empty text for data that is nested too deeply to be written. */
function toText(data: unknown): string {
  try {
    return JSON.stringify(data) ?? "";
  } catch {
    return "";
  }
}
