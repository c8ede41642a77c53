import type { Api, Operation, Parameter } from "../../api/api.ts";
import { objectAt } from "../../api/fields.ts";
import { bodyKind } from "../../document/media-type.ts";
import { isObject } from "../../document/read-document.ts";
import { CannotSend } from "./cannot-send.ts";
import { literal } from "../text/literal.ts";
import type { Pieces } from "./pieces.ts";

/** Headers that OpenAPI excludes from parameters: the client sets them by other means. */
const ignoredHeaders = /^(accept|content-type|authorization)$/i;

/** @returns the parameters that a client sends: those of the path first, in its order */
export function sentParameters({ path, parameters }: Operation): Parameter[] {
  const position = ({ name }: Parameter): number => path.indexOf(`{${name}}`);
  const inPath = parameters.filter((each) => each.in === "path");
  const others = parameters.filter(
    (each) => each.in !== "path" && !(each.in === "header" && ignoredHeaders.test(each.name)),
  );
  return [...inPath.sort((one, other) => position(one) - position(other)), ...others];
}

/**
 * @returns the expression of a parameter's writer (OpenAPI 3.1.1, section 4.8.12.3, "Style Values")
 * @throws {CannotSend} if OpenAPI does not define how to write it
 */
export function writerOf(api: Api, parameter: Parameter, pieces: Pieces): string {
  const { name, in: place, style, explode, allowReserved, prefix, object } = parameter;
  const [mediaType] = Object.keys(objectAt(object, "content"));
  if (mediaType !== undefined) {
    if (bodyKind(mediaType) !== "json")
      throw new CannotSend(
        `The ${place} parameter \`${name}\` is written as ${mediaType}; the client writes only JSON there.`,
        object,
        "content",
      );
    return pieces.value(
      { path: "jsonPath", header: "jsonHeader", query: "jsonPair", cookie: "jsonPair" }[place],
    );
  }
  const kind = kindOf(api, parameter);
  const exploded = explode ? "Exploded" : "";
  if (place === "path") {
    // Until OpenAPI 3.1 the field has a meaning in a query only.
    if (allowReserved && String(api.document.root["openapi"]).startsWith("3.2"))
      throw new CannotSend(
        `The client encodes the reserved characters of the path parameter \`${name}\`.`,
        object,
        "allowReserved",
      );
    if (style !== "simple") return pieces.value(`${style}Path${exploded}`);
    return pieces.value(kind === "scalar" ? "segment" : `simplePath${exploded}`);
  }
  if (place === "header") return pieces.value(`simpleHeader${exploded}`);
  const writer = pairWriter(style, explode);
  if (writer === undefined)
    throw new CannotSend(
      `OpenAPI does not define the style \`${style}\` of the ${place} parameter \`${name}\`.`,
      object,
      "style",
    );
  if (place === "cookie") {
    if (explode && kind !== "scalar") return pieces.value("formCookie");
    return pieces.value(writer === "form" ? "formCookie" : writer);
  }
  const written =
    prefix !== undefined && writer === "form"
      ? `${pieces.value("prefixed")}(${literal(prefix)})`
      : pieces.value(writer === "form" && kind === "scalar" ? "formValue" : writer);
  return allowReserved ? `${pieces.value("reserved")}(${written})` : written;
}

/** @returns the writer of name-value pairs, `undefined` if there is none for the style */
export function pairWriter(style: string, explode: boolean): string | undefined {
  if (style === "deepObject") return "deepObject";
  if (!["form", "spaceDelimited", "pipeDelimited"].includes(style)) return undefined;
  // Exploded, the delimited styles are the same as `form`.
  if (explode) return "form";
  return style === "form" ? "formJoined" : style;
}

/** Whether a parameter can be anything but one value. */
function kindOf(api: Api, { object }: Parameter): "scalar" | "other" {
  const schema = isObject(object["schema"]) ? api.document.resolve(object["schema"]) : {};
  const types = [schema["type"]].flat();
  return types.every((type) =>
    ["string", "number", "integer", "boolean", "null"].includes(String(type)),
  )
    ? "scalar"
    : "other";
}
