import { type ApiDocument, type JsonObject, isObject } from "../../document/read-document.ts";
import type { Operation, Pagination } from "../api.ts";
import { objectAt, textAt } from "../fields.ts";
import { bodyKind } from "../../document/media-type.ts";
import { isPointer, pointerKeys } from "./json-pointer.ts";

/** Query parameters that name a page, and the fields of a response that hold the next one. */
const cursors: readonly (readonly [parameter: RegExp, field: RegExp])[] = [
  [
    /^(cursor|page_?token|next_?token|next_?cursor|start_?cursor|continuation_?token|marker|after)$/i,
    /^(next_?cursor|next_?page_?token|next_?token|cursor_?next|next_?marker|continuation_?token)$/i,
  ],
];

/** Fields of a response that usually hold its items. */
export const itemFields: readonly string[] = [
  "data",
  "items",
  "results",
  "entries",
  "values",
  "records",
];

/**
 * Finds how an operation pages: as `x-pagination` says, otherwise by parameters and fields whose
 * names leave no doubt.
 */
export function readPagination(
  document: ApiDocument,
  operation: Operation,
): Pagination | undefined {
  const word = operation.object["x-pagination"];
  if (word === false) return undefined;
  const found = pageOf(document, operation);
  if (isObject(word)) return fromWord(word, found?.items ?? []);
  return operation.method === "get" && found ? derive(document, operation, found) : undefined;
}

function fromWord(word: JsonObject, items: readonly string[]): Pagination {
  const places = isPointer(word["items"]) ? pointerKeys(word["items"]) : items;
  const text = (field: string): string => textAt(word, field) ?? "";
  const keys = (field: string): string[] => pointerKeys(text(field));
  if (word["link"] === true) return { kind: "link", items: places };
  if (isPointer(word["url"])) return { kind: "url", items: places, url: keys("url") };
  if (typeof word["offset"] === "string")
    return {
      kind: "offset",
      items: places,
      parameter: text("offset"),
      ...(typeof word["limit"] === "string" && { limit: text("limit") }),
    };
  if (typeof word["page"] === "string")
    return { kind: "page", items: places, parameter: text("page") };
  const parameter = text("cursor");
  if (typeof word["header"] === "string")
    return { kind: "header", items: places, parameter, header: text("header").toLowerCase() };
  if (isPointer(word["last"]))
    return { kind: "last", items: places, parameter, last: keys("last"), more: keys("more") };
  return { kind: "cursor", items: places, parameter, next: keys("next") };
}

interface Page {
  /** The place of the items in the page. */
  items: string[];
  /** The properties of the page. */
  properties: JsonObject;
  headers: JsonObject;
  item: JsonObject;
}

/** @returns the page that a success returns, if it holds exactly one list */
function pageOf(document: ApiDocument, operation: Operation): Page | undefined {
  const success = operation.responses.find(({ status }) => /^2(\d\d|XX)$/.test(status));
  const contents = objectAt(success?.object ?? {}, "content");
  const media = Object.entries(contents).find(([type]) => bodyKind(type) === "json")?.[1];
  if (!success || !isObject(media) || !isObject(media["schema"])) return undefined;
  const schema = document.resolve(media["schema"]);
  const headers = objectAt(success.object, "headers");
  const itemsOf = (list: JsonObject): JsonObject =>
    isObject(list["items"]) ? document.resolve(list["items"]) : {};
  if (schema["type"] === "array")
    return { items: [], properties: {}, headers, item: itemsOf(schema) };
  const properties = propertiesOf(document, schema);
  const lists = Object.entries(properties).filter(
    ([, value]) => isObject(value) && document.resolve(value)["type"] === "array",
  );
  const list =
    lists.find(([name]) => itemFields.includes(name)) ??
    (lists.length === 1 ? lists[0] : undefined);
  if (!list) return undefined;
  const item = itemsOf(document.resolve(list[1] as JsonObject));
  return { items: [list[0]], properties, headers, item };
}

function propertiesOf(document: ApiDocument, schema: JsonObject, depth = 8): JsonObject {
  const parts = Array.isArray(schema["allOf"]) && depth > 0 ? schema["allOf"].filter(isObject) : [];
  const inherited = parts.map((part) => propertiesOf(document, document.resolve(part), depth - 1));
  return Object.assign({}, ...inherited, objectAt(schema, "properties")) as JsonObject;
}

function derive(
  document: ApiDocument,
  operation: Operation,
  { items, properties, headers, item }: Page,
): Pagination | undefined {
  const query = operation.parameters.filter((each) => each.in === "query").map((each) => each.name);
  for (const [parameterName, fieldName] of cursors) {
    const parameter = query.find((name) => parameterName.test(name));
    if (parameter === undefined) continue;
    const header = Object.keys(headers).find((name) =>
      fieldName.test(name.replace(/^x-/i, "").replaceAll("-", "_")),
    );
    if (header !== undefined)
      return { kind: "header", items, parameter, header: header.toLowerCase() };
    const next = findField(document, properties, fieldName);
    if (next) return { kind: "cursor", items, parameter, next };
  }
  if (query.includes("starting_after") && "has_more" in properties) {
    const hasId = "id" in propertiesOf(document, item);
    if (hasId || item["anyOf"] || item["oneOf"])
      return { kind: "last", items, parameter: "starting_after", last: ["id"], more: ["has_more"] };
  }
  if (Object.keys(headers).some((name) => name.toLowerCase() === "link"))
    return { kind: "link", items };
  return undefined;
}

/** @returns the place of a field in a page, or in one of its objects */
function findField(
  document: ApiDocument,
  properties: JsonObject,
  name: RegExp,
): string[] | undefined {
  const own = Object.keys(properties).find((key) => name.test(key));
  if (own !== undefined) return [own];
  for (const [key, value] of Object.entries(properties)) {
    if (!isObject(value)) continue;
    const inner = propertiesOf(document, document.resolve(value));
    const found = Object.keys(inner).find((each) => name.test(each));
    if (found !== undefined) return [key, found];
  }
  return undefined;
}
