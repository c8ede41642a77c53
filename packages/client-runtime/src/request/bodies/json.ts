import type { BodyFormat } from "../../operation.ts";

/**
 * Writes a body as JSON.
 *
 * @throws {TypeError} if JSON cannot express the value, such as a `bigint` or a circular object
 */
export const json: BodyFormat = /* @__PURE__ */ jsonAs("application/json");

/** Writes a body as JSON of another media type, such as `application/merge-patch+json`. */
export function jsonAs(type: string): BodyFormat {
  return {
    type,
    write(body) {
      const text = JSON.stringify(body) as string | undefined;
      if (text === undefined) throw new TypeError("The body must be a JSON value.");
      return { body: text, type };
    },
  };
}
