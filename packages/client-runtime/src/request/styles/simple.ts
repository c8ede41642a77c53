import type { WriteParameter } from "../../operation.ts";
import { encodeText, toText } from "../encode-text.ts";
import { asSegment, segment } from "./path.ts";
import { valuesOf } from "./values.ts";

type Encode = (value: unknown, place: string) => string;

/** Joins the parts of a value by commas, names and values of an object by `join`. */
function writeSimple(value: unknown, place: string, join: "," | "=", encode: Encode): string {
  const values = valuesOf(value);
  if (values.kind === "scalar") return encode(values.value, place);
  if (values.kind === "array") return values.items.map((item) => encode(item, place)).join(",");
  return values.entries
    .map(
      ([name, item]) => `${encode(name, place)}${join}${encode(item, `${place}, at \`${name}\`,`)}`,
    )
    .join(",");
}

function pathOf(join: "," | "="): WriteParameter {
  return (value, _, place) => asSegment(writeSimple(value, place, join, encodeText), place);
}

/** Writes an array or object in a path: `3,4,5`, `role,admin,name,alex`. */
export const simplePath: WriteParameter = /* @__PURE__ */ pathOf(",");

/** Writes an object in a path, exploded: `role=admin,name=alex`. */
export const simplePathExploded: WriteParameter = /* @__PURE__ */ pathOf("=");

function labelOf(separator: "," | ".", join: "," | "="): WriteParameter {
  return (value, _, place) => {
    const values = valuesOf(value);
    if (values.kind === "scalar") return asSegment(`.${encodeText(value, place)}`, place);
    const parts =
      values.kind === "array"
        ? values.items.map((item) => encodeText(item, place))
        : values.entries.map(
            ([name, item]) =>
              `${encodeText(name, place)}${join}${encodeText(item, `${place}, at \`${name}\`,`)}`,
          );
    return asSegment(parts.length === 0 ? "" : `.${parts.join(separator)}`, place);
  };
}

/** Writes a path parameter in style `label`: `.3,4,5` (RFC 6570, section 3.2.5). */
export const labelPath: WriteParameter = /* @__PURE__ */ labelOf(",", ",");

/** Writes a path parameter in style `label`, exploded: `.3.4.5`, `.role=admin.name=alex`. */
export const labelPathExploded: WriteParameter = /* @__PURE__ */ labelOf(".", "=");

const pair = (name: string, value: string): string =>
  value === "" ? `;${name}` : `;${name}=${value}`;

/** Writes a path parameter in style `matrix`: `;id=3,4,5` (RFC 6570, section 3.2.7). */
export const matrixPath: WriteParameter = (value, name, place) => {
  const values = valuesOf(value);
  const parts =
    values.kind === "object" ? values.entries : values.kind === "array" ? values.items : [0];
  // An array or object without members has no expansion (RFC 6570, section 2.3).
  asSegment(parts.length === 0 ? "" : ";", place);
  return pair(encodeText(name, place), writeSimple(value, place, ",", encodeText));
};

/** Writes a path parameter in style `matrix`, exploded: `;id=3;id=4`, `;role=admin;name=alex`. */
export const matrixPathExploded: WriteParameter = (value, name, place) => {
  const values = valuesOf(value);
  const key = encodeText(name, place);
  if (values.kind === "object") {
    const parts = values.entries.map(([each, item]) =>
      pair(encodeText(each, place), encodeText(item, `${place}, at \`${each}\`,`)),
    );
    return asSegment(parts.join(""), place);
  }
  const items = values.kind === "array" ? values.items : [values.value];
  return asSegment(items.map((item) => pair(key, encodeText(item, place))).join(""), place);
};

/** Writes a header in style `simple`. Header values are not percent-encoded. */
export const simpleHeader: WriteParameter = (value, _, place) => headerText(value, place, ",");

/** Writes a header in style `simple`, exploded: `role=admin,name=alex`. */
export const simpleHeaderExploded: WriteParameter = (value, _, place) =>
  headerText(value, place, "=");

/**
 * Header values are bytes 0x20 to 0xFF without DEL, and tabs, and lose whitespace at their ends
 * (RFC 9110, section 5.5). A part that holds a delimiter would arrive as two parts.
 */
function headerText(value: unknown, place: string, join: "," | "="): string {
  const { kind } = valuesOf(value);
  const delimiter = kind === "object" && join === "=" ? /[,=]/ : /,/;
  const text = writeSimple(value, place, join, (part, where) => {
    const written = toText(part, where);
    if (kind === "scalar" || !delimiter.test(written)) return written;
    throw new TypeError(`${where} must not hold a comma${join === "=" ? " or `=`" : ""}.`);
  });
  if (/^[\t\x20-\x7E\x80-\xFF]*$/.test(text) && !/^[\t ]|[\t ]$/.test(text)) return text;
  throw new TypeError(`${place} holds a character that a header cannot hold there.`);
}

/** Writes a parameter with `content: application/json` in a path. */
export const jsonPath: WriteParameter = (value, name, place) =>
  segment(toJson(value, place), name, place);

/** Writes a parameter with `content: application/json` in a query or cookie. */
export const jsonPair: WriteParameter = (value, name, place) =>
  `${encodeText(name, place)}=${encodeText(toJson(value, place), place)}`;

/** Writes a parameter with `content: application/json` in a header, in ASCII. */
export const jsonHeader: WriteParameter = (value, _, place) =>
  toJson(value, place).replace(
    /[\u007F-\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/**
 * `JSON.stringify` would leave out `undefined`, which would widen a filter, and would write `null`
 * for a number that JSON does not have.
 */
function toJson(value: unknown, place: string): string {
  return JSON.stringify(value, (key, item: unknown) => {
    const isJson = !["undefined", "function", "symbol", "bigint"].includes(typeof item);
    if (isJson && (typeof item !== "number" || Number.isFinite(item))) return item;
    throw new TypeError(`${place}${key && `, at \`${key}\`,`} must be a JSON value.`);
  });
}
