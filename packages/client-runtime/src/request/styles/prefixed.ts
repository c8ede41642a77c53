import type { WriteParameter } from "../../operation.ts";
import { encodeText } from "../encode-text.ts";
import { isPlainObject } from "../is-plain-object.ts";

/**
 * Writes an object in style `form`, exploded, whose property names share a prefix on the wire.
 *
 * @throws {TypeError} if the value is not an object, or a property cannot be written. `undefined` is
 *   such a property: leaving it out would widen a filter.
 * @example
 * prefixed("labels.")({ env: "prod" }, "labels", "`labels`"); // "labels.env=prod"
 */
export function prefixed(prefix: string): WriteParameter {
  return (value, _, place, isWireName) => {
    if (!isPlainObject(value)) throw new TypeError(`${place} must be an object.`);
    return Object.entries(value)
      .map(([key, item]) => {
        const where = `${place}, at \`${key}\`,`;
        const wireName = isWireName && key.startsWith(prefix) ? key : prefix + key;
        return `${encodeText(wireName, where)}=${encodeText(item, where)}`;
      })
      .join("&");
  };
}
