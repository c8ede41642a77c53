import type { BodyFormat, WriteParameter } from "../../operation.ts";
import { encodeText } from "../encode-text.ts";
import { isPlainObject } from "../is-plain-object.ts";
import { toPartText } from "./part-text.ts";

/** How the document encodes single properties (OpenAPI 3.1.1, section 4.8.15, "Encoding Object"). */
type FormEncoding = Readonly<Record<string, WriteParameter>>;

/**
 * Writes a body as `application/x-www-form-urlencoded`. An array repeats its name; an object is
 * written as JSON, unless the document gives it a style. `undefined` is left out.
 *
 * @throws {TypeError} if the body is not an object, or a value cannot be written
 */
export function urlEncoded(encoding: FormEncoding = {}): BodyFormat {
  const type = "application/x-www-form-urlencoded";
  return {
    type,
    write(body) {
      if (body instanceof URLSearchParams) return { body: body.toString(), type };
      if (!isPlainObject(body)) throw new TypeError("The body (a form) must be an object.");
      const pairs = Object.entries(body)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => {
          const place = `The form field \`${name}\``;
          const write = encoding[name];
          if (write) return write(value, name, place);
          const items: unknown[] = Array.isArray(value) ? value : [value];
          const key = encodeText(name, place);
          return items
            .map((item) => `${key}=${encodeText(toPartText(item, place), place)}`)
            .join("&");
        });
      return { body: pairs.filter((pair) => pair !== "").join("&"), type };
    },
  };
}
