import type { Parameter, WriteParameter } from "../../operation.ts";
import { encodeText, toText } from "../encode-text.ts";
import { segment } from "./path.ts";
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
  return (value, parameter, place, isWireName) => {
    if (valuesOf(value).kind === "scalar") return segment(value, parameter, place, isWireName);
    const text = writeSimple(value, place, join, encodeText);
    if (text !== "") return text;
    throw new TypeError(`${place} must not be empty.`);
  };
}

/** Writes an array or object in a path: `3,4,5`, `role,admin,name,alex`. */
export const simplePath: WriteParameter = /* @__PURE__ */ pathOf(",");

/** Writes an object in a path, exploded: `role=admin,name=alex`. */
export const simplePathExploded: WriteParameter = /* @__PURE__ */ pathOf("=");

function labelOf(separator: string, join: "." | "="): WriteParameter {
  return (value, _, place) => {
    const values = valuesOf(value);
    if (values.kind === "scalar") return `.${encodeText(values.value, place)}`;
    const parts =
      values.kind === "array"
        ? values.items.map((item) => encodeText(item, place))
        : values.entries.map(
            ([name, item]) =>
              `${encodeText(name, place)}${join === "." ? separator : join}${encodeText(item, place)}`,
          );
    return parts.length === 0 ? "" : `.${parts.join(separator)}`;
  };
}

/** Writes a path parameter in style `label`: `.3,4,5` (RFC 6570, section 3.2.5). */
export const labelPath: WriteParameter = /* @__PURE__ */ labelOf(",", ".");

/** Writes a path parameter in style `label`, exploded: `.3.4.5`, `.role=admin.name=alex`. */
export const labelPathExploded: WriteParameter = /* @__PURE__ */ labelOf(".", "=");

const pair = (name: string, value: string): string =>
  value === "" ? `;${name}` : `;${name}=${value}`;

/** Writes a path parameter in style `matrix`: `;id=3,4,5` (RFC 6570, section 3.2.7). */
export const matrixPath: WriteParameter = (value, parameter, place) =>
  pair(encodeText(parameter.name, place), writeSimple(value, place, ",", encodeText));

/** Writes a path parameter in style `matrix`, exploded: `;id=3;id=4`, `;role=admin;name=alex`. */
export const matrixPathExploded: WriteParameter = (value, { name }, place) => {
  const values = valuesOf(value);
  const key = encodeText(name, place);
  if (values.kind === "object")
    return values.entries
      .map(([each, item]) => pair(encodeText(each, place), encodeText(item, place)))
      .join("");
  const items = values.kind === "array" ? values.items : [values.value];
  return items.map((item) => pair(key, encodeText(item, place))).join("");
};

/** Writes a header in style `simple`. Header values are not percent-encoded. */
export const simpleHeader: WriteParameter = (value, _, place) => headerText(value, place, ",");

/** Writes a header in style `simple`, exploded: `role=admin,name=alex`. */
export const simpleHeaderExploded: WriteParameter = (value, _, place) =>
  headerText(value, place, "=");

/** Header values are bytes 0x20 to 0xFF without DEL, and tabs (RFC 9110, section 5.5). */
function headerText(value: unknown, place: string, join: "," | "="): string {
  const text = writeSimple(value, place, join, toText);
  if (/^[\t\x20-\x7E\x80-\xFF]*$/.test(text)) return text;
  throw new TypeError(`${place} holds a character that a header cannot hold.`);
}

/** Writes a parameter with `content: application/json` in a path. */
export const jsonPath: WriteParameter = (value, parameter, place, isWireName) =>
  segment(toJson(value, parameter, place), parameter, place, isWireName);

/** Writes a parameter with `content: application/json` in a query or cookie. */
export const jsonPair: WriteParameter = (value, parameter, place) =>
  `${encodeText(parameter.name, place)}=${encodeText(toJson(value, parameter, place), place)}`;

/** Writes a parameter with `content: application/json` in a header, in ASCII. */
export const jsonHeader: WriteParameter = (value, parameter, place) =>
  toJson(value, parameter, place).replace(
    /[\u007F-\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

function toJson(value: unknown, _: Parameter, place: string): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text !== undefined) return text;
  throw new TypeError(`${place} must be a JSON value.`);
}
