import { closest } from "../../../document/problems/closest.ts";
import type { ApiDocument, JsonObject } from "../../../document/read-document.ts";
import type { Reports } from "../reports.ts";

/** The types of JSON Schema 2020-12, Validation, section 6.1.1. */
export const types: readonly string[] = [
  "string",
  "integer",
  "number",
  "boolean",
  "object",
  "array",
  "null",
];

interface OtherName {
  /** `undefined` where the type allows any value. */
  type: string | undefined;
  format?: string;
}

/** Names that other languages and tools use, and the type that each means. */
const otherNames: ReadonlyMap<string, OtherName> = new Map(
  Object.entries<OtherName>({
    any: { type: undefined },
    binary: { type: "string", format: "binary" },
    bool: { type: "boolean" },
    date: { type: "string", format: "date" },
    "date-time": { type: "string", format: "date-time" },
    datetime: { type: "string", format: "date-time" },
    dict: { type: "object" },
    double: { type: "number", format: "double" },
    file: { type: "string", format: "binary" },
    float: { type: "number", format: "float" },
    int: { type: "integer" },
    int32: { type: "integer", format: "int32" },
    int64: { type: "integer", format: "int64" },
    list: { type: "array" },
    long: { type: "integer", format: "int64" },
    map: { type: "object" },
    none: { type: "null" },
    str: { type: "string" },
    text: { type: "string" },
    uuid: { type: "string", format: "uuid" },
  }),
);

/**
 * Checks `type`. A name that other languages use for a type becomes that type, with a warning. For
 * an unknown name nobody can tell which values are allowed, so it is an error.
 */
export function checkType(document: ApiDocument, schema: JsonObject, reports: Reports): void {
  if (!("type" in schema) || types.includes(schema["type"] as string)) return;
  const given = [schema["type"]].flat<unknown[], 2>(2);
  if (given.length === 0) {
    const message = "An empty `type` allows no value. It is ignored.";
    reports.warn(document.problem("unknown-type", message, schema, "type"));
    delete schema["type"];
    return;
  }
  const read = given.map((type) => readType(document, schema, type, reports));
  if (new Set(given).size < given.length) {
    const message = "`type` lists the same type twice.";
    reports.warn(document.problem("unknown-type", message, schema, "type"));
  }
  const known = [...new Set(read)];
  // One name that allows any value makes the others irrelevant.
  if (known.includes(undefined)) delete schema["type"];
  else if (known.length === 1 && !Array.isArray(schema["type"])) schema["type"] = known[0];
  else schema["type"] = known;
}

function readType(
  document: ApiDocument,
  schema: JsonObject,
  type: unknown,
  { report, warn }: Reports,
): string | undefined {
  if (typeof type === "string" && types.includes(type)) return type;
  if (type === null) {
    const message = '`type` has no value. Write `"null"`, in quotes, for the type of null.';
    warn(document.problem("unknown-type", message, schema, "type"));
    return "null";
  }
  const name = typeof type === "string" ? type : JSON.stringify(type);
  const lower = name.toLowerCase();
  const meant = types.includes(lower) ? { type: lower } : otherNames.get(lower);
  if (typeof type === "string" && meant) {
    const written =
      meant.type === undefined
        ? "leave `type` out"
        : `write \`${meant.type}\`${meant.format === undefined ? "" : ` with \`format: ${meant.format}\``}`;
    const message = `There is no type \`${name}\`. It is read as ${meant.type ?? "any value"}; ${written}.`;
    warn(document.problem("unknown-type", message, schema, "type"));
    if (meant.format !== undefined) schema["format"] ??= meant.format;
    return meant.type;
  }
  const near = closest(name, types);
  const hint =
    near === undefined ? `Known types: ${types.join(", ")}.` : `Did you mean \`${near}\`?`;
  report(document.problem("unknown-type", `There is no type \`${name}\`. ${hint}`, schema, "type"));
  return undefined;
}
