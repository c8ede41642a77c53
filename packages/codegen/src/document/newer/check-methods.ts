import type { ApiDocument } from "../api-document.ts";
import { type JsonObject, isObject } from "../json-object.ts";
import { fixedMethods } from "../objects/methods.ts";

/** RFC 9110, section 5.6.2 and 9.1: a method is a token. */
const token = /^[!#$%&'*+\-.^_`|~\w]+$/;

/**
 * Checks the methods in `additionalOperations`: none of them is a method with a field of its own.
 *
 * @see https://spec.openapis.org/oas/v3.2.0.html#path-item-object
 */
export function checkMethods(document: ApiDocument, item: JsonObject): void {
  const { additionalOperations: more } = item;
  if (!isObject(more)) return;
  for (const method of Object.keys(more)) {
    const field = method.toLowerCase();
    const warn = (message: string): void =>
      document.problems.warn(
        document.problem("invalid-value", message, item, ["additionalOperations", method], "key"),
      );
    if (!token.test(method)) {
      warn(`\`${method}\` is not an HTTP method. Its operation is left out.`);
      delete more[method];
    } else if (fixedMethods.some((name) => name === field)) {
      const isFree = item[field] === undefined;
      const reading = isFree
        ? "It is read from there."
        : `The operation there is used, and this one is left out.`;
      warn(`The method ${method.toUpperCase()} belongs in the field \`${field}\`. ${reading}`);
      if (isFree) item[field] = more[method];
      delete more[method];
    }
  }
}
