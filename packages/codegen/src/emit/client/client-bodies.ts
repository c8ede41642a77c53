import type { Api, Operation } from "../../api/api.ts";
import { objectAt, textAt } from "../../api/fields.ts";
import { bodyKind } from "../../document/media-type.ts";
import { sentMethod } from "../../document/objects/methods.ts";
import { type JsonObject, isObject } from "../../document/read-document.ts";
import { literal, propertyName } from "../text/literal.ts";
import { CannotSend } from "./cannot-send.ts";
import { pairWriter } from "./client-parameters.ts";
import type { Pieces } from "./pieces.ts";

/** A format of a request body. */
export interface ClientBody {
  mediaType: string;
  /** The expression of the runtime's format. */
  format: string;
  kind: "json" | "form" | "multipart" | "raw";
  /** Of a multipart body: the properties that are files. */
  files: readonly string[];
}

/**
 * @returns the formats of a request body, JSON first
 * @throws {CannotSend} if the client can write none of them
 */
export function bodiesOf(api: Api, operation: Operation, pieces: Pieces): ClientBody[] {
  const { requestBody, method, object } = operation;
  if (!requestBody) return [];
  if (method === "get" || method === "head") {
    // Fetch, "Request" constructor, step 34.
    if (!requestBody.required) return [];
    throw new CannotSend(
      `\`fetch\` cannot send a body with ${sentMethod(method)}.`,
      object,
      "requestBody",
    );
  }
  const content = objectAt(requestBody.object, "content");
  const bodies = Object.entries(content).flatMap(([mediaType, media]) =>
    bodyOf(api, mediaType, isObject(media) ? media : {}, pieces),
  );
  if (bodies.length === 0 && Object.keys(content).length > 0)
    throw new CannotSend(
      `The client cannot write a body of type ${Object.keys(content).join(", ")}.`,
      requestBody.object,
      "content",
    );
  return bodies.sort((one, other) => Number(other.kind === "json") - Number(one.kind === "json"));
}

function bodyOf(api: Api, mediaType: string, media: JsonObject, pieces: Pieces): ClientBody[] {
  const essence = mediaType.replace(/;.*/s, "").trim().toLowerCase();
  if (bodyKind(mediaType) === "json") {
    const format =
      mediaType === "application/json"
        ? pieces.value("jsonBody")
        : `${pieces.value("jsonBodyAs")}(${literal(mediaType)})`;
    return [{ mediaType, format, kind: "json", files: [] }];
  }
  if (essence === "application/x-www-form-urlencoded") {
    const styles = Object.entries(objectAt(media, "encoding")).flatMap(([name, encoding]) =>
      isObject(encoding) ? styleOf(name, encoding, pieces) : [],
    );
    const list = styles.length > 0 ? `{ ${styles.join(", ")} }` : "";
    const format = `${pieces.value("urlEncoded")}(${list})`;
    return [{ mediaType, format, kind: "form", files: [] }];
  }
  if (essence === "multipart/form-data") {
    const types = Object.fromEntries(
      Object.entries(objectAt(media, "encoding")).flatMap(([name, encoding]) => {
        const type = isObject(encoding) ? textAt(encoding, "contentType") : undefined;
        return type === undefined ? [] : [[name, type]];
      }),
    );
    const list = Object.keys(types).length > 0 ? literal(types) : "";
    const format = `${pieces.value("multipart")}(${list})`;
    return [{ mediaType, format, kind: "multipart", files: filesOf(api, media) }];
  }
  // Other multipart types need an order and headers of parts that no schema describes.
  if (essence.startsWith("multipart/")) return [];
  const format = `${pieces.value("rawBody")}(${literal(mediaType)})`;
  return [{ mediaType, format, kind: "raw", files: [] }];
}

/** The style of a form field, if the document gives one (OpenAPI 3.1.1, "Encoding Object"). */
function styleOf(name: string, encoding: JsonObject, pieces: Pieces): string[] {
  if (!("style" in encoding) && !("explode" in encoding) && !("allowReserved" in encoding))
    return [];
  const style = textAt(encoding, "style") ?? "form";
  const explode = typeof encoding["explode"] === "boolean" ? encoding["explode"] : style === "form";
  const writer = pairWriter(style, explode);
  if (writer === undefined)
    throw new CannotSend(
      `OpenAPI does not define the style \`${style}\` of a form field.`,
      encoding,
      "style",
    );
  const written =
    encoding["allowReserved"] === true
      ? `${pieces.value("reserved")}(${pieces.value(writer)})`
      : pieces.value(writer);
  return [`${propertyName(name)}: ${written}`];
}

function filesOf(api: Api, media: JsonObject): string[] {
  if (!isObject(media["schema"])) return [];
  const encoding = objectAt(media, "encoding");
  return Object.entries(propertiesOf(api, media["schema"], 8))
    .filter(([name, property]) => {
      if (!isObject(property)) return false;
      const schema = api.document.resolve(property);
      const item = isObject(schema["items"]) ? api.document.resolve(schema["items"]) : schema;
      const type = textAt(objectAt(encoding, name), "contentType") ?? "";
      const isBinaryType = /^(image|audio|video)\/|octet-stream|\/(pdf|zip)/.test(type);
      return isFile(item) || isBinaryType;
    })
    .map(([name]) => name);
}

function isFile(schema: JsonObject): boolean {
  if (schema["format"] === "binary") return true;
  // OpenAPI 3.1 describes a file by its media type, and by no type of JSON.
  const isText = schema["contentEncoding"] !== undefined;
  return !isText && typeof schema["contentMediaType"] === "string";
}

function propertiesOf(api: Api, schema: JsonObject, depth: number): JsonObject {
  const resolved = api.document.resolve(schema);
  const parts = Array.isArray(resolved["allOf"]) ? resolved["allOf"].filter(isObject) : [];
  const inherited = depth > 0 ? parts.map((part) => propertiesOf(api, part, depth - 1)) : [];
  return Object.assign({}, ...inherited, objectAt(resolved, "properties")) as JsonObject;
}
