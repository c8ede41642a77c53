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
 * form(["a", "b"], { name: "tag", … }); // "tag=a&tag=b"
 * form({ env: "prod" }, { name: "labels", prefix: "labels.", … }); // "labels.env=prod"
 */
export const form: WriteParameter = (value, { name, prefix = "" }, place, isWireName) => {
  const values = valuesOf(value);
  if (prefix && values.kind !== "object") throw new TypeError(`${place} must be an object.`);
  if (values.kind === "object")
    return values.entries
      .map(([key, item]) => {
        const where = `${place}, at \`${key}\`,`;
        const wireName = isWireName && key.startsWith(prefix) ? key : prefix + key;
        return `${encodeText(wireName, where)}=${encodeText(item, where)}`;
      })
      .join("&");
  const key = encodeText(name, place);
  const items = values.kind === "array" ? values.items : [values.value];
  return items.map((item) => `${key}=${encodeText(item, place)}`).join("&");
};
