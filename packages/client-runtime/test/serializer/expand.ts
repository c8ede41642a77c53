/**
 * A second serializer of parameters, written from OpenAPI 3.1.1 (section 4.8.12, "Parameter Object")
 * and RFC 6570 (section 3.2.1, "Variable Expansion"). It shares no code with the runtime.
 */

/** A parameter as a document describes it, defaults included. */
export interface Described {
  name: string;
  in: "path" | "query" | "header" | "cookie";
  style: string;
  explode: boolean;
  allowReserved?: boolean;
  /** Whether the parameter has `content: application/json` in place of a schema. */
  isJson?: boolean;
}

export type Scalar = string | number | boolean | bigint | Date;
export type Value = Scalar | readonly Scalar[] | Readonly<Record<string, Scalar>>;

/** How each style expands: what comes first and between parts, whether names are written, and what follows a name without a value (RFC 6570, appendix A). */
const expansions = {
  simple: { first: "", separator: ",", isNamed: false, ifEmpty: "", join: "," },
  label: { first: ".", separator: ".", isNamed: false, ifEmpty: "", join: "," },
  matrix: { first: ";", separator: ";", isNamed: true, ifEmpty: "", join: "," },
  form: { first: "", separator: "&", isNamed: true, ifEmpty: "=", join: "," },
  spaceDelimited: { first: "", separator: "&", isNamed: true, ifEmpty: "=", join: "%20" },
  pipeDelimited: { first: "", separator: "&", isNamed: true, ifEmpty: "=", join: "%7C" },
} as const;

const unreserved = /[A-Za-z0-9\-._~]/;
// RFC 3986, section 2.2, without what would end or split a query.
const kept = /[A-Za-z0-9\-._~:/?@!$'()*,;=]/;

/** Percent-encodes byte by byte (RFC 3986, section 2.1). */
export function percentEncode(text: string, allowed: RegExp = unreserved): string {
  return Array.from(new TextEncoder().encode(text), (byte) => {
    const character = String.fromCharCode(byte);
    return byte < 0x80 && allowed.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }).join("");
}

export function asText(value: Scalar): string {
  return value instanceof Date ? value.toISOString() : `${value}`;
}

export const isObject = (value: Value): value is Readonly<Record<string, Scalar>> =>
  typeof value === "object" && !Array.isArray(value) && !(value instanceof Date);

const isList = (value: Value): value is readonly Scalar[] => Array.isArray(value);

/** @returns the text that stands in the path, query, cookie or header; `""` if nothing is written */
export function expand(parameter: Described, value: Value): string {
  const { name, style, explode, in: where } = parameter;
  // Headers are not percent-encoded (OpenAPI 3.1.1, section 4.8.12.2.1, and RFC 9110, section 5.5).
  const plain = (text: string): string => (where === "header" ? text : percentEncode(text));
  const encode = (item: Scalar): string => {
    if (where === "header") return asText(item);
    return percentEncode(asText(item), parameter.allowReserved ? kept : unreserved);
  };
  if (parameter.isJson) {
    const json = JSON.stringify(value);
    if (where === "header")
      return json.replace(
        /[^\0-~]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
      );
    return where === "path" ? percentEncode(json) : `${plain(name)}=${percentEncode(json)}`;
  }
  if (style === "deepObject") {
    const entries = isObject(value) ? Object.entries(value) : [];
    return entries.map(([key, item]) => `${plain(`${name}[${key}]`)}=${encode(item)}`).join("&");
  }
  const { first, separator, isNamed, ifEmpty, join } = expansions[style as keyof typeof expansions];
  const named = (key: string, text: string): string =>
    isNamed ? plain(key) + (text === "" ? ifEmpty : `=${text}`) : text;
  const between = where === "cookie" && separator === "&" ? "; " : separator;

  if (isList(value) || isObject(value)) {
    const isEmpty = isList(value) ? value.length === 0 : Object.keys(value).length === 0;
    // RFC 6570, section 2.3: a list or object without members is undefined, and adds nothing.
    if (isEmpty) return "";
    if (explode) {
      const parts = isList(value)
        ? value.map((item) => named(name, encode(item)))
        : Object.entries(value).map(([key, item]) => {
            const text = encode(item);
            // RFC 6570, section 3.2.1: the name stands for the parameter's own.
            return isNamed ? named(key, text) : `${plain(key)}=${text}`;
          });
      return first + parts.join(between);
    }
    // A comma that is part of an item stays encoded, or it would read as a delimiter.
    const member = (item: Scalar): string =>
      join === "," && where !== "header" ? encode(item).replaceAll(",", "%2C") : encode(item);
    const parts = isList(value)
      ? value.map(member)
      : Object.entries(value).flatMap(([key, item]) => [member(key), member(item)]);
    return first + named(name, parts.join(join));
  }
  return first + named(name, encode(value));
}
