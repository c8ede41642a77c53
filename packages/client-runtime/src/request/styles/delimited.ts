import type { WriteParameter } from "../../operation.ts";
import { encodeText } from "../encode-text.ts";
import { valuesOf } from "./values.ts";

function delimitedBy(separator: string): WriteParameter {
  return (value, name, place) => {
    const values = valuesOf(value);
    const key = encodeText(name, place);
    if (values.kind === "scalar") return `${key}=${encodeText(values.value, place)}`;
    const parts =
      values.kind === "array"
        ? values.items.map((item) => encodeText(item, place))
        : values.entries.flatMap(([each, item]) => [
            encodeText(each, place),
            encodeText(item, `${place}, at \`${each}\`,`),
          ]);
    // Form's comma is encoded inside a part. The other delimiters look the same there.
    if (parts.some((part) => part.includes(separator)))
      throw new TypeError(
        `${place} must not hold its delimiter, "${decodeURIComponent(separator)}".`,
      );
    return parts.length === 0 ? "" : `${key}=${parts.join(separator)}`;
  };
}

/** Writes a query parameter or cookie in style `form`, not exploded: `tag=a,b`. */
export const formJoined: WriteParameter = /* @__PURE__ */ delimitedBy(",");

/** Writes a query parameter in style `spaceDelimited`: `tag=a%20b`. */
export const spaceDelimited: WriteParameter = /* @__PURE__ */ delimitedBy("%20");

/** Writes a query parameter in style `pipeDelimited`: `tag=a%7Cb` (RFC 3986 does not allow `|`). */
export const pipeDelimited: WriteParameter = /* @__PURE__ */ delimitedBy("%7C");
