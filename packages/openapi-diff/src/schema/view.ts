import type { JsonObject, SchemaValue } from "@sandboxes/codegen/in-memory";

/** A part of a view, and the schema object that says it. */
export interface Held<Value> {
  value: Value;
  at: JsonObject;
}

/** Alternatives of `oneOf` or `anyOf`, null left out. */
export interface Union {
  keyword: "oneOf" | "anyOf";
  members: readonly SchemaValue[];
}

/**
 * One schema with everything that it says by reference and by `allOf` in one place, so that two
 * spellings of the same thing give the same view.
 */
export interface View {
  /** The schema itself; pointers of what was added to it start here. */
  at: JsonObject;
  /** JSON types other than null; `undefined` when every type is allowed. */
  types: Held<ReadonlySet<string>> | undefined;
  /** The type that other keywords are about, where no type is given. */
  implied: string | undefined;
  nullable: boolean;
  /** The allowed values, null left out, from `enum`, `const` or alternatives of these. */
  values: Held<readonly unknown[]> | undefined;
  properties: Map<string, Held<SchemaValue>>;
  /** The names that must be there, and where each is listed. */
  required: Map<string, JsonObject>;
  unions: Held<Union>[];
  /** Every other keyword that constrains values, by name. */
  keywords: Map<string, Held<unknown>>;
  /** Whether two parts say something about a keyword that cannot be put into one. */
  isMixed: boolean;
}

/** Keywords that say something about a value and allow or refuse none. */
const annotations: readonly string[] = [
  "title",
  "description",
  "examples",
  "externalDocs",
  "$comment",
  "xml",
];

/** Annotations that a client acts on. */
const attributes: readonly string[] = ["default", "deprecated", "readOnly", "writeOnly"];

/** Whether a field constrains no value. */
export function isAnnotation(field: string): boolean {
  return annotations.includes(field) || attributes.includes(field) || field.startsWith("x-");
}
