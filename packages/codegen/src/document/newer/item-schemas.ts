import { bodyKind, essenceOf } from "../media-type.ts";
import type { ApiDocument } from "../api-document.ts";
import { type JsonObject, isObject } from "../json-object.ts";
import { eventData } from "./event-data.ts";

/**
 * Reads the schemas of items in the `content` of an object. For a media type that is a sequence of
 * items, `schema` then describes one item: the data of an event, or a line of JSON.
 *
 * @see https://spec.openapis.org/oas/v3.2.0.html#sequential-media-types
 */
export function readItemSchemas(document: ApiDocument, holder: JsonObject): void {
  const { content } = holder;
  if (!isObject(content)) return;
  for (const [mediaType, media] of Object.entries(content))
    if (isObject(media)) readItemSchema(document, mediaType, media);
}

function readItemSchema(document: ApiDocument, mediaType: string, media: JsonObject): void {
  const kind = bodyKind(mediaType);
  const isGiven = "itemSchema" in media;
  const item = isGiven ? media["itemSchema"] : itemsOf(document, media["schema"]);
  if (kind === "events" || kind === "lines") {
    if (item !== undefined)
      media["schema"] = kind === "events" ? eventData(document, item, media) : item;
  } else if (isGiven) {
    const isParts = essenceOf(mediaType).startsWith("multipart/");
    const message = isParts
      ? `The parts of ${mediaType} are not read or written one by one. \`itemSchema\` gives the type of an array of them, and a client takes the body as a whole.`
      : `${mediaType} is not a sequence of items. It is read as an array of what \`itemSchema\` describes.`;
    document.problems.warn(
      document.problem("unsupported-keyword", message, media, "itemSchema", "key"),
    );
    media["schema"] ??= { type: "array", items: item };
  }
  delete media["itemSchema"];
}

/** Since OpenAPI 3.2, the `schema` of a sequence describes it as an array. */
function itemsOf(document: ApiDocument, schema: unknown): unknown {
  if (!String(document.root["openapi"]).startsWith("3.2") || !isObject(schema)) return undefined;
  const resolved = document.resolve(schema);
  return resolved["type"] === "array" ? resolved["items"] : undefined;
}
