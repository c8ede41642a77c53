import type { Plugin, ResponseError } from "@sandboxes/client";
import { validation as validateResponses } from "@sandboxes/client-runtime/validation";
import { answers } from "@sandboxes/schema/validators";

/**
 * Creates a plugin that checks each success against the API's document. It allows unknown fields and
 * unknown enum values, because the API may add both. It does not change the data. It does not check
 * a body that is read as a stream.
 *
 * @param mode `"strict"`: the call rejects with a `ResponseError`. `"warn"`: the plugin passes that
 *   error to `report`, and the call resolves.
 * @example
 * createClient({ plugins: [validation("strict")] });
 * createClient({ plugins: [validation("warn", (error) => console.warn(error.message))] });
 */
export function validation(mode: "strict"): Plugin;
export function validation(mode: "warn", report: (error: ResponseError) => void): Plugin;
export function validation(
  mode: "strict" | "warn",
  report: (error: ResponseError) => void = () => {},
): Plugin {
  return mode === "strict"
    ? validateResponses(answers, "strict")
    : validateResponses(answers, "warn", report);
}
