import type { WriteParameter } from "../../operation.ts";
import { form } from "./form.ts";

/** Writes a cookie in style `form`, exploded: `tag=a; tag=b` (RFC 6265, section 4.2.1). */
export const formCookie: WriteParameter = (...input) => form(...input).replaceAll("&", "; ");
