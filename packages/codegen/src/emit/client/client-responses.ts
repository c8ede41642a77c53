import type { Api, Operation, Pagination } from "../../api/api.ts";
import { objectAt } from "../../api/fields.ts";
import { bodyKind, essenceOf } from "../../document/media-type.ts";
import { type JsonObject, isObject } from "../../document/read-document.ts";
import { literal } from "../text/literal.ts";
import type { Pieces } from "./pieces.ts";

type ReaderKind = "json" | "array" | "events" | "lines" | "text" | "binary" | "empty";

/** A format of a response body. */
export interface ClientReader {
  /** The key in the document, `undefined` if there is no body. */
  mediaType: string | undefined;
  kind: ReaderKind;
}

/** The successes of an operation, with their formats, JSON first. */
export interface ClientResponse {
  status: string;
  readers: readonly ClientReader[];
}

/** @returns the documented successes; without one, the default response; and 304 */
export function successesOf(api: Api, operation: Operation): ClientResponse[] {
  const { responses } = operation;
  const good = responses.filter(({ status }) => /^(2\d\d|2XX|304)$/.test(status));
  const isSuccess = good.some(({ status }) => status !== "304");
  const chosen = isSuccess
    ? good
    : [...responses.filter(({ status }) => status === "default"), ...good];
  const found = chosen.map(({ status, object }) => ({
    status,
    readers: status === "304" ? [nothing] : readersOf(api, objectAt(object, "content")),
  }));
  return found.length > 0 ? found : [{ status: "default", readers: [nothing] }];
}

const nothing: ClientReader = { mediaType: undefined, kind: "empty" };

function readersOf(api: Api, content: JsonObject): ClientReader[] {
  const readers = Object.entries(content).map(([mediaType, media]) => ({
    mediaType,
    kind: kindOf(api, mediaType, isObject(media) ? media : {}),
  }));
  if (readers.length === 0) return [nothing];
  const rank = ({ kind }: ClientReader): number =>
    ["json", "array", "events", "lines", "text", "binary"].indexOf(kind);
  const sorted = readers.sort((one, other) => rank(one) - rank(other));
  // Beside other formats an array is read as a whole.
  if (sorted.length === 1) return sorted;
  return sorted.map((reader) => (reader.kind === "array" ? { ...reader, kind: "json" } : reader));
}

function kindOf(api: Api, mediaType: string, media: JsonObject): ReaderKind {
  const kind = bodyKind(mediaType);
  if (kind === "events" || kind === "lines") return kind;
  const essence = essenceOf(mediaType);
  const schema = isObject(media["schema"]) ? api.document.resolve(media["schema"]) : {};
  if (kind === "json") return schema["type"] === "array" ? "array" : "json";
  const isText =
    /^text\/|[/+](xml|yaml|csv|javascript|toml)$|^application\/(graphql|x-yaml|x-sh|x-www-form-urlencoded)$/.test(
      essence,
    );
  return isText && schema["format"] !== "binary" ? "text" : "binary";
}

/** @returns the expression of the runtime's reader */
export function readerExpression(
  api: Api,
  operation: Operation,
  { mediaType = "", kind }: ClientReader,
  pieces: Pieces,
): string {
  switch (kind) {
    case "empty":
      return pieces.value("empty");
    case "json":
      return pieces.value("json");
    case "array":
      return pieces.value("jsonArray");
    case "events":
      return `${pieces.value("events")}(${eventsOptions(api, operation, mediaType)})`;
    case "lines":
      return `${pieces.value("jsonLines")}(${literal(mediaType)})`;
    case "text":
    case "binary":
      return `${pieces.value(kind)}(${literal(mediaType)})`;
  }
}

function eventsOptions(api: Api, operation: Operation, mediaType: string): string {
  const { stream, responses } = operation;
  const media = responses
    .map(({ object }) => objectAt(objectAt(object, "content"), mediaType))
    .find((each) => isObject(each["schema"]));
  const schema = media && isObject(media["schema"]) ? api.document.resolve(media["schema"]) : {};
  const options = {
    end: stream?.end,
    error: stream?.error,
    isText: schema["type"] === "string" ? true : undefined,
  };
  return Object.values(options).every((value) => value === undefined) ? "" : literal(options);
}

/** The result of a method: the expression that makes it, and its type by the type of the data. */
export interface ClientResult {
  /** The expression of the runtime's piece, `undefined` for a plain promise. */
  make: string | undefined;
  type: (data: string) => string;
}

/** @returns what the method of an operation returns */
export function resultOf(
  operation: Operation,
  responses: readonly ClientResponse[],
  pieces: Pieces,
): ClientResult {
  const readers = responses
    .filter(({ status }) => status !== "304")
    .flatMap((each) => each.readers);
  const kinds = new Set(readers.map(({ kind }) => kind));
  const isOnly = (kind: ReaderKind): boolean => kinds.size === 1 && kinds.has(kind);
  const has304 = responses.some(({ status }) => status === "304");
  if (operation.pagination && (isOnly("json") || isOnly("array")) && !has304)
    return pagesResult(operation.pagination, isOnly("array"), pieces);
  if (isOnly("array") && !has304)
    return {
      make: pieces.value("toApiList"),
      type: (data) => `${pieces.type("ApiList")}<${data}>`,
    };
  if (isOnly("events") || isOnly("lines"))
    return { make: pieces.value("toStream"), type: (data) => `AsyncIterable<${data}>` };
  if (isOnly("binary") && !has304)
    return { make: pieces.value("toApiFile"), type: () => pieces.type("ApiFile") };
  const type = (data: string): string => `${pieces.type("ApiPromise")}<${data}>`;
  if (kinds.has("events") || kinds.has("lines")) return { make: pieces.value("toMixed"), type };
  return { make: undefined, type };
}

function pagesResult(pagination: Pagination, isArray: boolean, pieces: Pieces): ClientResult {
  const items = literal(pagination.items);
  const call = (name: string, ...rest: readonly unknown[]): string =>
    `${pieces.value(name)}(${[items, ...rest.map((value) => literal(value))].join(", ")})`;
  const make = (): string => {
    switch (pagination.kind) {
      case "cursor":
        return call("cursorPages", pagination.parameter, pagination.next);
      case "header":
        return call("headerPages", pagination.parameter, pagination.header);
      case "last":
        return call("lastItemPages", pagination.parameter, pagination.last, pagination.more);
      case "offset": {
        const { parameter, limit } = pagination;
        // An array can be read element by element.
        if (isArray && limit !== undefined)
          return `${pieces.value("listPages")}(${literal(parameter)}, ${literal(limit)})`;
        return call("offsetPages", parameter, ...(limit === undefined ? [] : [limit]));
      }
      case "page":
        return call("numberedPages", pagination.parameter);
      case "url":
        return call("urlPages", pagination.url);
      case "link":
        return call("linkPages");
    }
  };
  return {
    make: make(),
    type: (data) => {
      const list = pagination.items.reduce(
        (type, key) => `NonNullable<${type}[${JSON.stringify(key)}]>`,
        data,
      );
      return `${pieces.type("ApiPages")}<${data}, ${list}[number]>`;
    },
  };
}
