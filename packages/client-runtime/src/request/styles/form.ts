import type { WriteParameter } from "../../operation.ts";
import { encodeText } from "../encode-text.ts";
import { valuesOf } from "./values.ts";

/**
 * Writes a query parameter in style `form`, exploded: `tag=a&tag=b`, `role=admin&name=alex`
 * (OpenAPI 3.1.1, section 4.8.12.3, "Style Values"). It encodes names and values, so none of them
 * can add a parameter. An empty array or object writes nothing.
 *
 * @throws {TypeError} if a value cannot be written. `undefined` inside an object is such a value:
 *   leaving it out would widen a filter.
 * @example
 * form(["a", "b"], "tag", "`tag`"); // "tag=a&tag=b"
 */
export const form: WriteParameter = (value, name, place) => {
  const values = valuesOf(value);
  if (values.kind === "object")
    return values.entries
      .map(([key, item]) => {
        const where = `${place}, at \`${key}\`,`;
        return `${encodeText(key, where)}=${encodeText(item, where)}`;
      })
      .join("&");
  const key = encodeText(name, place);
  const items = values.kind === "array" ? values.items : [values.value];
  return items.map((item) => `${key}=${encodeText(item, place)}`).join("&");
};
