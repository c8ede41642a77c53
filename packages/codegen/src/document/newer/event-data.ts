import { bodyKind } from "../media-type.ts";
import type { ApiDocument } from "../api-document.ts";
import { type JsonObject, isObject } from "../json-object.ts";

/** The fields of a server-sent event (WHATWG HTML, section 9.2.6). */
const eventFields = ["data", "event", "id", "retry"];

/** The data of one kind of event. */
interface EventData {
  schema: unknown;
  isText: boolean;
  /** Whether the schema lists the names that the event can have. */
  isNamed: boolean;
}

/**
 * Finds the schema of the data in the schema of an event. Several kinds of events give alternatives.
 *
 * A schema that describes none of the fields of an event is taken for that of the data itself.
 *
 * @param item the schema of an event
 * @param media the media type that holds it, for the place of a warning
 * @see https://spec.openapis.org/oas/v3.2.0.html#server-sent-event-streams
 */
export function eventData(document: ApiDocument, item: unknown, media: JsonObject): unknown {
  const found = dataOf(document, item, new Set());
  if (!found) return item;
  const warn = (message: string): void =>
    document.problems.warn(
      document.problem("unsupported-keyword", message, media, "itemSchema", "key"),
    );
  const json = found.filter(({ isText }) => !isText);
  const texts = found.filter(({ isText }) => isText);
  // A client ends the stream at this text by itself.
  const others = texts.filter(({ schema }) => !(isObject(schema) && schema["const"] === "[DONE]"));
  if (json.length > 0 && others.length > 0)
    warn(
      "The data of some events is JSON and that of others is text. A stream is read as JSON, and the events with text are left out. Name the last one in `x-stream`.",
    );
  if (found.some(({ isNamed }) => isNamed))
    warn(
      "The names of the events (`event`) are left out: a client gives the data of each event. Repeat the name in the data.",
    );
  if (found.length === 0) warn("No event of this stream has data. Its events are left out.");
  const schemas = (json.length > 0 ? json : texts).map(({ schema }) => schema);
  if (schemas.length === 0) return true;
  return schemas.length === 1 ? schemas[0] : { anyOf: [...new Set(schemas)] };
}

/** @returns the schemas of the data; `undefined` if the schema does not describe an event */
function dataOf(
  document: ApiDocument,
  item: unknown,
  seen: ReadonlySet<JsonObject>,
): EventData[] | undefined {
  if (!isObject(item)) return undefined;
  const schema = document.resolve(item);
  if (seen.has(schema)) return undefined;
  const inner = new Set(seen).add(schema);
  const parts = ["allOf", "anyOf", "oneOf"].map((keyword) => {
    const list: unknown = schema[keyword];
    return Array.isArray(list) ? list.map((part) => dataOf(document, part, inner)) : [];
  });
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const { data, event } = properties;
  const isNamed = isObject(event) && hasValues(document.resolve(event));
  const own = "data" in properties ? [{ ...dataSchema(document, data), isNamed }] : undefined;
  const below = parts.flat().filter((each) => each !== undefined);
  const isEvent = below.length > 0 || eventFields.some((field) => field in properties);
  if (!isEvent) return undefined;
  // The alternatives say more about the data than what they have in common.
  const alternatives = below.flat();
  if (alternatives.length === 0) return own ?? [];
  return alternatives.map((each) => ({ ...each, isNamed: each.isNamed || isNamed }));
}

function hasValues({ const: value, enum: values }: JsonObject): boolean {
  return value !== undefined || values !== undefined;
}

/** JSON Schema 2020-12, Validation, section 8: the content of a string. */
function dataSchema(document: ApiDocument, data: unknown): Omit<EventData, "isNamed"> {
  if (!isObject(data)) return { schema: data, isText: false };
  const {
    type,
    contentMediaType: mediaType,
    contentSchema: content,
    ...rest
  } = document.resolve(data);
  if (mediaType === undefined && content === undefined)
    // Documents also describe the data as it is once it is parsed.
    return { schema: data, isText: [type].flat().includes("string") || isConstantText(rest) };
  if (typeof mediaType === "string" && bodyKind(mediaType) !== "json")
    return { schema: { type: "string" }, isText: true };
  const isString = isObject(content) && document.resolve(content)["type"] === "string";
  // A string at the top would be taken for text that is not JSON.
  return { schema: isString ? { allOf: [content] } : (content ?? true), isText: false };
}

function isConstantText(schema: JsonObject): boolean {
  return typeof schema["const"] === "string";
}
