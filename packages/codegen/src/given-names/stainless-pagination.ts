import { arrayAt, objectAt, textAt } from "../api/fields.ts";
import { formatPointer } from "../document/pointer.ts";
import type { ApiDocument } from "../document/api-document.ts";
import { type JsonObject, isObject } from "../document/json-object.ts";

/** A pagination scheme of a `stainless.yml`. */
export interface PageScheme {
  name: string;
  /** The query parameter that an operation must have, if the scheme has one. */
  parameter: string | undefined;
  /** The keys that lead to the items. Empty if the response is the list. */
  items: readonly string[];
  /** The extension `x-pagination` that means the same. */
  extension: JsonObject;
}

type Warn = (message: string, pointer: readonly string[]) => void;

const mark = "x-stainless-pagination-property";

/** Reads the list `pagination`. A scheme that a client cannot follow is left out, with a warning. */
export function readPageSchemes(given: unknown, warn: Warn): PageScheme[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) {
    warn("`pagination` must be a list.", []);
    return [];
  }
  return given.flatMap((scheme: unknown, index) => {
    const read = isObject(scheme) ? readScheme(scheme) : "it is not an object";
    if (typeof read !== "string") return [read];
    const name = isObject(scheme) ? (textAt(scheme, "name") ?? `${index}`) : `${index}`;
    warn(`The pagination scheme \`${name}\` is not read: ${read}.`, [String(index)]);
    return [];
  });
}

/** @returns the scheme, or why it cannot be read */
function readScheme(scheme: JsonObject): PageScheme | string {
  const marks = [
    ...findMarks(objectAt(scheme, "request")),
    ...findMarks(objectAt(scheme, "response")),
  ];
  const placeOf = (...purposes: string[]): Mark | undefined =>
    marks.find(({ purpose }) => purposes.includes(purpose));
  const type = textAt(scheme, "type") ?? "";
  const name = textAt(scheme, "name") ?? "";
  if (textAt(scheme, "param_location") === "body") return "it sends the cursor in the request body";
  const isTopLevel = marks.some(({ isTopLevelArray }) => isTopLevelArray);
  const items = isTopLevel ? [] : (placeOf("items")?.path ?? ["data"]);
  const base = { name, items };
  const made = (parameter: string | undefined, extension: JsonObject): PageScheme => ({
    ...base,
    parameter,
    extension: { items: formatPointer(items), ...extension },
  });
  switch (type) {
    case "cursor": {
      const parameter = placeOf("next_cursor_param")?.path[0];
      const next = placeOf("next_cursor_field");
      if (parameter === undefined || !next) return "it names no cursor";
      return made(parameter, {
        cursor: parameter,
        ...(next.header === undefined
          ? { next: formatPointer(next.path) }
          : { header: next.header }),
      });
    }
    case "cursor_id": {
      const parameter = placeOf("next_cursor_id_param")?.path[0];
      const more = placeOf("has_next_page");
      const last = placeOf("cursor_item_id")?.path.at(-1);
      if (parameter === undefined || last === undefined || !more)
        return "it names no parameter, no id or no `has_next_page`";
      return made(parameter, {
        cursor: parameter,
        last: formatPointer([last]),
        more: formatPointer(more.path),
      });
    }
    case "cursor_url": {
      const url = placeOf("cursor_url_field");
      return url ? made(undefined, { url: formatPointer(url.path) }) : "it names no URL";
    }
    case "offset":
    case "page_number": {
      const isOffset = type === "offset";
      const parameter = placeOf(isOffset ? "offset_count_param" : "page_number_param")?.path[0];
      if (parameter === undefined) return "it names no parameter";
      return made(parameter, { [isOffset ? "offset" : "page"]: parameter });
    }
    default:
      return `a client cannot follow the type \`${type}\``;
  }
}

/** A property with a purpose. */
interface Mark {
  purpose: string;
  path: readonly string[];
  header: string | undefined;
  isTopLevelArray: boolean;
}

function findMarks(properties: JsonObject, path: readonly string[] = []): Mark[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (!isObject(schema)) return [];
    const place = [...path, name];
    const own = schema[mark];
    const items = objectAt(schema, "items");
    const inner = [
      ...findMarks(objectAt(schema, "properties"), place),
      ...findMarks(objectAt(items, "properties"), place),
    ];
    if (!isObject(own)) return inner;
    // Older files call the purpose `type`.
    const purpose = textAt(own, "purpose") ?? textAt(own, "type") ?? "";
    const header = textAt(own, "from_header");
    return [
      { purpose, path: place, header, isTopLevelArray: own["is_top_level_array"] === true },
      ...inner,
    ];
  });
}

/** @returns the pagination of the first scheme that an operation fits, as `x-pagination` */
export function pageOf(
  document: ApiDocument,
  operation: JsonObject,
  schemes: readonly PageScheme[],
): JsonObject | undefined {
  const query = new Set(
    arrayAt(operation, "parameters")
      .map((reference) => document.resolve(reference))
      .filter((parameter) => parameter["in"] === "query")
      .map((parameter) => parameter["name"]),
  );
  return schemes.find(
    ({ parameter, items }) =>
      (parameter === undefined || query.has(parameter)) && returnsList(document, operation, items),
  )?.extension;
}

function returnsList(
  document: ApiDocument,
  operation: JsonObject,
  items: readonly string[],
): boolean {
  return Object.entries(objectAt(operation, "responses")).some(([status, reference]) => {
    if (!/^2(\d\d|XX)$/.test(status) || !isObject(reference)) return false;
    const content = objectAt(document.resolve(reference), "content");
    return Object.values(content).some((media) => {
      let schema: unknown = isObject(media) ? media["schema"] : undefined;
      for (const key of items) schema = isObject(schema) && propertyOf(document, schema, key);
      return isObject(schema) && [document.resolve(schema)["type"]].flat().includes("array");
    });
  });
}

/** Finds a property, also in `allOf`. */
function propertyOf(document: ApiDocument, given: JsonObject, name: string, depth = 8): unknown {
  const schema = document.resolve(given);
  const own = objectAt(schema, "properties")[name];
  if (own !== undefined || depth === 0) return own;
  for (const part of arrayAt(schema, "allOf")) {
    const found = propertyOf(document, part, name, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
