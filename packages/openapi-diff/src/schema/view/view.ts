import type { JsonObject, SchemaValue } from "@sandboxes/codegen/in-memory";

/** A part of a view, and the schema object that defines it. */
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
 * A schema with its references and `allOf` parts merged, so that equivalent notations have the same
 * view.
 */
export interface View {
  /** The schema itself, where the pointers of added parts start. */
  at: JsonObject;
  /** JSON types other than null; `undefined` when every type is allowed. */
  types: Held<ReadonlySet<string>> | undefined;
  /** The type that other keywords imply, where no type is given. */
  implied: string | undefined;
  nullable: boolean;
  /** The allowed values, null left out, from `enum`, `const` or alternatives of these. */
  values: Held<readonly unknown[]> | undefined;
  properties: Map<string, Held<SchemaValue>>;
  /** The required names, and the location that lists each. */
  required: Map<string, JsonObject>;
  unions: Held<Union>[];
  /** Every other keyword that constrains values, by name. */
  keywords: Map<string, Held<unknown>>;
  /** The schemas that were merged: the schema itself, and its references and `allOf` parts. */
  parts: ReadonlySet<JsonObject>;
  /** Whether two parts have values for a keyword that cannot be combined. */
  isMixed: boolean;
}

/** Keywords that describe a value without constraining it. */
const annotations: readonly string[] = [
  "title",
  "description",
  "examples",
  "externalDocs",
  "$comment",
  "xml",
];

/** Annotations that affect a client. */
const attributes: readonly string[] = ["default", "deprecated", "readOnly", "writeOnly"];

/** Returns whether a field is only an annotation. */
export function isAnnotation(field: string): boolean {
  return annotations.includes(field) || attributes.includes(field) || field.startsWith("x-");
}
