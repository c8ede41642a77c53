import type { WriteParameter } from "../../operation.ts";
import { formJoined } from "./delimited.ts";
import { valuesOf } from "./values.ts";

/**
 * Lets the reserved characters of a value through, as `allowReserved` asks for (OpenAPI 3.1.1,
 * section 4.8.12.2.2; RFC 6570, section 3.2.3). `#`, `[`, `]`, `&`, `+` and `%` stay encoded:
 * in a query they would end it, are not allowed, or would change its parameters. So does a comma
 * in a part of a list that commas join.
 */
export function reserved(write: WriteParameter): WriteParameter {
  return (value, ...rest) => {
    const isJoined = write === formJoined && valuesOf(value).kind !== "scalar";
    const allowed = isJoined
      ? /%(3A|2F|3F|40|21|24|27|28|29|2A|3B|3D)/g
      : /%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B|3D)/g;
    return write(value, ...rest)
      .split("&")
      .map((pair) => {
        const start = pair.indexOf("=") + 1;
        return pair.slice(0, start) + pair.slice(start).replace(allowed, decodeURIComponent);
      })
      .join("&");
  };
}
