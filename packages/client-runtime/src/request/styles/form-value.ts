import type { WriteParameter } from "../../operation.ts";
import { encodeText } from "../encode-text.ts";

/**
 * Writes a text or number as a query parameter (style `form`): `tag=a`.
 *
 * @throws {TypeError} if the value cannot be written
 */
export const formValue: WriteParameter = (value, name, place) =>
  `${encodeText(name, place)}=${encodeText(value, place)}`;
