/**
 * The direction in which a value travels.
 *
 * - `request`: sent to the API. It has no `readOnly` properties, and its enums are closed.
 * - `response`: received from the API, which may be newer than the document. It has no `writeOnly`
 *   properties, unknown properties are allowed, and enums are open.
 * - `produced`: a response as the API itself writes it. As `response`, but enums are closed, and
 *   undeclared properties are not allowed.
 * - `either`: no direction. The schema is taken literally.
 */
export type Direction = "either" | "request" | "response" | "produced";
