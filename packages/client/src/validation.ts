import { type Validator, answers } from "@sandboxes/schema/validators";
import { ResponseError } from "@sandboxes/client";
import type { Attempt, Plugin } from "./exchange.ts";
import { keyOf } from "./key-of.ts";

/**
 * Makes a plugin that checks each success against the contract, by the validators that are
 * generated from it. Fields and enum values that the contract does not know are right: the API
 * may have more of both tomorrow. The data is not changed.
 *
 * Who does not import it does not carry it along. A body that is read as a stream is not checked.
 *
 * @param mode `"strict"`: the call rejects with a `ResponseError`. `"warn"`: that error is given
 *   to `report`, and the call resolves.
 * @example
 * createClient({ plugins: [validation("strict")] });
 * createClient({ plugins: [validation("warn", (error) => console.warn(error.message))] });
 */
export function validation(mode: "strict"): Plugin;
export function validation(mode: "warn", report: (error: ResponseError) => void): Plugin;
export function validation(
  mode: "strict" | "warn",
  report?: (error: ResponseError) => void,
): Plugin {
  return (next) => async (attempt) => {
    const answer = await next(attempt);
    if (answer.error || attempt.stream) return answer;
    const error = problemOf(attempt, answer.data, answer.response);
    if (error && mode === "strict") throw error;
    if (error) report?.(error);
    return answer;
  };
}

type Validators = Readonly<Record<string, Readonly<Record<string, Validator<unknown>>>>>;

function problemOf(attempt: Attempt, data: unknown, response: Response): ResponseError | undefined {
  const { id, method, path } = attempt.operation;
  const validator = (answers as Validators)[id]?.[response.status];
  if (!validator || validator.is(data)) return undefined;
  const issues = validator.issues(data);
  const shown = issues.slice(0, 3).map((issue) => {
    const place = issue.path.map(String).join(".");
    return place === "" ? issue.message : `${place}: ${issue.message}`;
  });
  const more = issues.length > 3 ? `, and ${issues.length - 3} more` : "";
  const message = `${method} ${path}: status ${response.status}, but its body is not what the contract says: ${shown.join("; ")}${more}.`;
  const body = JSON.stringify(data) ?? "";
  return new ResponseError({ message, response, body, apiKey: keyOf(attempt) });
}
