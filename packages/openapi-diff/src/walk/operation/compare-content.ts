import { type JsonObject, type SchemaValue, isObject } from "@sandboxes/codegen/in-memory";
import { sameJson } from "../../schema/same-json.ts";
import type { Way } from "../../schema/finding.ts";
import { compareHeaders } from "./compare-headers.ts";
import { compareNotes } from "../compare-notes.ts";
import { type Contract, entries, placeAt } from "../contract.ts";
import type { OperationWalk } from "../walk.ts";

/** The object that contains the media types. */
type Holder = "parameter" | "request-body" | "response";

/** Compares the media types that a body can have, and the schemas of those that stay. */
export function compareContent(
  walk: OperationWalk,
  before: unknown,
  after: unknown,
  way: Way,
  holder: Holder,
  [one, other]: readonly [JsonObject, JsonObject],
): void {
  const { log, old, now, label } = walk;
  const [was, is] = [mediaTypes(old, before), mediaTypes(now, after)];
  const missing = [...was.keys()].filter((type) => !is.has(type));
  const extra = [...is.keys()].filter((type) => !was.has(type));
  const kind = way === "request" ? "request" : "response";
  const pairs = [...is.keys()].filter((type) => was.has(type)).map((type) => [type, type] as const);
  const respelled = missing.flatMap((type) => {
    const twin = extra.find((candidate) => withoutCharset(candidate) === withoutCharset(type));
    return twin === undefined ? [] : [[type, twin] as const];
  });
  for (const [type, twin] of respelled)
    log.add(
      `${kind}-media-type-charset-changed`,
      placeAt(now, other, "content", is.get(twin)?.name ?? twin),
      `has the media type \`${twin}\` instead of \`${type}\``,
      [label],
      holder === "parameter" ? undefined : `${holder} ${type} ${twin}`,
    );
  pairs.push(...respelled);
  const removed = missing.filter((type) => !respelled.some(([from]) => from === type));
  const added = extra.filter((type) => !respelled.some(([, twin]) => twin === type));
  const [gone, come] = [removed[0], added[0]];
  if (removed.length === 1 && added.length === 1 && gone !== undefined && come !== undefined) {
    const isWider = covers(come, gone);
    const isNarrower = covers(gone, come);
    const rule = isWider ? "generalized" : isNarrower ? "specialized" : "replaced";
    log.add(
      `${kind}-media-type-${rule}`,
      placeAt(now, other, "content", is.get(come)?.name ?? come),
      `has the media type \`${come}\` instead of \`${gone}\``,
      [label],
      holder === "parameter" ? undefined : `${holder} ${gone} ${come}`,
    );
    pairs.push([gone, come]);
  } else {
    for (const type of removed)
      log.add(
        `${kind}-media-type-removed`,
        placeAt(old, one, "content", was.get(type)?.name ?? type),
        `no longer has the media type \`${type}\``,
        [label],
      );
    for (const type of added)
      log.add(
        `${kind}-media-type-added`,
        placeAt(now, other, "content", is.get(type)?.name ?? type),
        `has the new media type \`${type}\``,
        [label],
      );
  }
  for (const [type, newType] of pairs) {
    const [x, y] = [was.get(type)?.media, is.get(newType)?.media];
    if (x && y) compareMedia(walk, x, y, way, kind, newType);
  }
}

interface Media {
  /** The media type as written in the document. */
  name: string;
  media: JsonObject;
}

/** @returns media types by their normal spelling; RFC 9110, section 8.3.1 */
function mediaTypes(contract: Contract, content: unknown): Map<string, Media> {
  return new Map(
    entries(contract, content).map(([name, media]) => [
      name
        .toLowerCase()
        .replaceAll(/\s*([;=])\s*/g, "$1")
        .trim(),
      { name, media },
    ]),
  );
}

/** JSON is always UTF-8 (RFC 8259, section 8.1), and `fetch` reads every text as UTF-8. */
function withoutCharset(type: string): string {
  return type.replace(/;charset="?utf-8"?/, "");
}

/** Returns whether a media type or range includes another one. */
function covers(range: string, type: string): boolean {
  const [wide = "", narrow = ""] = [range.split(";")[0], type.split(";")[0]];
  if (wide === "*/*") return true;
  if (wide.endsWith("/*")) return narrow.startsWith(wide.slice(0, -1));
  // A type without parameters includes those with parameters: RFC 9110, section 12.5.1.
  return wide === narrow && !range.includes(";") && type.includes(";");
}

function compareMedia(
  walk: OperationWalk,
  one: JsonObject,
  other: JsonObject,
  way: Way,
  kind: string,
  type: string,
): void {
  const { log, old, now, label } = walk;
  compareNotes(log, [old, now], one, other, [label]);
  compareBody(walk, one, other, way, kind, type);
  compareEncoding(walk, one, other, kind);
}

/** Compares the schemas of a body, or those of its items where it has any number of them. */
function compareBody(
  walk: OperationWalk,
  one: JsonObject,
  other: JsonObject,
  way: Way,
  kind: string,
  type: string,
): void {
  const { log, old, now, label } = walk;
  const [item, newItem] = [itemOf(one, type), itemOf(other, type)];
  const isListed = one["itemSchema"] !== undefined || other["itemSchema"] !== undefined;
  if (isListed && isSchema(item) && isSchema(newItem)) {
    log.schema(item, newItem, way, "json", label);
    return;
  }
  const field = isListed ? "itemSchema" : "schema";
  const [before, after] = isListed ? [item, newItem] : [bodyOf(one, type), bodyOf(other, type)];
  if (isSchema(before) && isSchema(after))
    log.schema(before, after, way, /form|text\/plain/.test(type) ? "text" : "json", label);
  else if (isSchema(after))
    log.add(
      `${kind}-media-type-schema-added`,
      placeAt(now, other, field),
      "now says what the body holds",
      [label],
    );
  else if (isSchema(before))
    log.add(
      `${kind}-media-type-schema-removed`,
      placeAt(old, one, field),
      "no longer says what the body holds",
      [label],
    );
}

/**
 * Returns the schema of the items of a body. In a sequential media type, `itemSchema` means the same as
 * the items of an array: OpenAPI 3.2, section 4.14.3.
 */
function itemOf({ schema, itemSchema }: JsonObject, type: string): unknown {
  if (itemSchema !== undefined) return itemSchema;
  const isSequential = /event-stream|jsonl|ndjson|json-seq/.test(type);
  return isSequential && isObject(schema) && schema["type"] === "array"
    ? (schema["items"] ?? true)
    : undefined;
}

/**
 * Returns the schema of a body. OpenAPI 3.1 leaves out the one of a binary body, which 3.0 writes as
 * `type: string, format: binary`.
 */
function bodyOf({ schema }: JsonObject, type: string): unknown {
  if (!isSchema(schema) || !isBinary(type)) return schema;
  const isPlain = isObject(schema) && (schema["format"] === "binary" || !("type" in schema));
  return isPlain && Object.keys(schema).every((field) => binaryFields.has(field))
    ? undefined
    : schema;
}

const binaryFields = new Set(["type", "format", "contentMediaType", "description", "title"]);

function isBinary(type: string): boolean {
  return /^(image|audio|video|font)\/|^application\/(octet-stream|pdf|zip|gzip)\b/.test(type);
}

function isSchema(value: unknown): value is SchemaValue {
  return isObject(value) || typeof value === "boolean";
}

/** Compares the encoding of form parts. */
function compareEncoding(
  walk: OperationWalk,
  one: JsonObject,
  other: JsonObject,
  kind: string,
): void {
  const { log, old, now, label } = walk;
  const [before, after] = [
    new Map(entries(old, one["encoding"])),
    new Map(entries(now, other["encoding"])),
  ];
  for (const field of ["prefixEncoding", "itemEncoding"])
    if (!sameJson(one[field], other[field])) {
      const place = field in other ? placeAt(now, other, field) : placeAt(old, one, field);
      log.add(`${kind}-encoding-changed`, place, "is encoded in another way", [label]);
    }
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [was = {}, is = {}] = [before.get(name), after.get(name)];
    if (isObject(was["headers"]) || isObject(is["headers"])) compareHeaders(walk, was, is);
    const { headers: _, ...rest } = was;
    const { headers: __, ...newRest } = is;
    if (sameJson(rest, newRest)) continue;
    const place = after.has(name)
      ? placeAt(now, other, "encoding", name)
      : placeAt(old, one, "encoding", name);
    log.add(`${kind}-encoding-changed`, place, "is encoded in another way", [label]);
  }
}
