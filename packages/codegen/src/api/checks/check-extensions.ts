import type { ObjectName } from "../../document/objects/object-model.ts";
import { type ApiDocument, type JsonObject, isObject } from "../../document/read-document.ts";
import { reasonFields } from "../extensions/deprecation.ts";
import { isPointer } from "../extensions/json-pointer.ts";
import { isConflictWhile } from "./check-conflicts.ts";
import type { Reports } from "./reports.ts";

interface Extension {
  /** The objects that the extension applies to; every object if absent. */
  in?: readonly ObjectName[];
  isRight(value: unknown): boolean;
  /** A noun phrase for the values that are allowed. */
  wanted: string;
}

const isText = (value: unknown): boolean => typeof value === "string";

const isTextList = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

function hasOnly(
  value: unknown,
  fields: Readonly<Record<string, (value: unknown) => boolean>>,
): boolean {
  return (
    isObject(value) && Object.entries(value).every(([name, item]) => fields[name]?.(item) ?? false)
  );
}

function isPagination(value: unknown): boolean {
  const fields = {
    items: isPointer,
    cursor: isText,
    next: isPointer,
    header: isText,
    last: isPointer,
    more: isPointer,
    offset: isText,
    limit: isText,
    page: isText,
    url: isPointer,
    link: (link: unknown) => link === true,
  };
  if (!isObject(value) || !hasOnly(value, fields)) return false;
  const has = (...names: string[]): boolean => names.every((name) => name in value);
  const ways = [
    has("cursor", "next"),
    has("cursor", "header"),
    has("cursor", "last", "more"),
    has("offset"),
    has("page"),
    has("url"),
    has("link"),
  ];
  return ways.filter(Boolean).length === 1 && (has("offset") || !has("limit"));
}
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;

/** The extensions that this generator reads. */
const extensions: readonly [field: string, extension: Extension][] = Object.entries<Extension>({
  "x-aliases": {
    in: ["Operation", "Schema"],
    isRight: (value) => Array.isArray(value) && value.every((name) => isText(name) && name !== ""),
    wanted: "a list of former names",
  },
  "x-client-method": {
    in: ["Operation"],
    isRight: (value) => typeof value === "string" && /^.+[./].+$/.test(value),
    wanted: "a resource and a method, such as `pets.list`",
  },
  "x-conflict-while": {
    in: ["Operation"],
    isRight: isConflictWhile,
    wanted:
      "an operationId, a field and the values during which a conflict lasts, such as `{ operation: getPet, field: status, values: [moving] }`",
  },
  "x-idempotent": {
    in: ["Operation"],
    isRight: (value) => typeof value === "boolean",
    wanted: "true or false",
  },
  "x-idempotency-key": {
    in: ["Operation"],
    isRight: (value) => value === false || (typeof value === "string" && /^[\w-]+$/.test(value)),
    wanted: "the name of a header, or false",
  },
  "x-errors": {
    in: ["OpenAPI"],
    isRight: (value) =>
      hasOnly(value, {
        code: isPointer,
        message: isPointer,
        requestId: isPointer,
        final: isTextList,
      }),
    wanted: "`code` and `message`, each a JSON Pointer, and `final`, a list of codes",
  },
  "x-stream": {
    in: ["Operation"],
    isRight: (value) =>
      hasOnly(value, {
        end: (end) => isText(end) || isObject(end),
        error: (error) =>
          isPointer(error) || hasOnly(error, { message: isPointer, code: isPointer }),
      }),
    wanted: "`end`, the fields of the last event or its text, and `error`, JSON Pointers",
  },
  "x-deleted-by": {
    in: ["Operation"],
    isRight: (value) =>
      hasOnly(value, {
        operation: isText,
        parameters: (list) => isObject(list) && Object.values(list).every(isPointer),
      }) &&
      isObject(value) &&
      "operation" in value,
    wanted: "an `operation` and its `parameters`, each a JSON Pointer into the response",
  },
  "x-pagination": {
    in: ["Operation"],
    isRight: (value) => value === false || isPagination(value),
    wanted:
      "`items` and one of `cursor` with `next`, `header` or `last`; `offset`, with or without `limit`; `page`; `url`; `link: true`; or false",
  },
  "x-type-name": {
    in: ["Schema"],
    isRight: (value) => typeof value === "string" && /^[A-Z]\w*$/.test(value),
    wanted: "the name of a type, such as `Pet`",
  },
  "x-max-bytes": { in: ["Schema"], isRight: isCount, wanted: "a number of bytes" },
  "x-max-total-bytes": { in: ["Schema"], isRight: isCount, wanted: "a number of bytes" },
  ...Object.fromEntries(
    reasonFields.map((field) => [field, { isRight: isText, wanted: "a string" }]),
  ),
});

/** Warns of an extension with a value that the generator cannot read, and removes it: other tools may use the same name. */
export function checkExtensions(
  document: ApiDocument,
  object: JsonObject,
  name: ObjectName,
  { warn }: Reports,
): void {
  for (const [field, extension] of extensions) {
    if (!(field in object) || extension.in?.includes(name) === false) continue;
    if (extension.isRight(object[field])) continue;
    const message = `\`${field}\` must be ${extension.wanted}. It is ignored.`;
    warn(document.problem("invalid-value", message, object, field));
    delete object[field];
  }
}
