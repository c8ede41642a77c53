import type { JsonObject } from "../json-object.ts";

/**
 * Rewrites a schema of OpenAPI 3.0 into the dialect of 3.1, in place; one of 3.1 stays as it is
 * but for `example`, which 3.1 keeps only for old documents.
 *
 * @returns the schema, or a new one around it where null cannot be added to it
 * @see https://www.openapis.org/blog/2021/02/16/migrating-from-openapi-3-0-to-3-1-0
 */
export function normalizeSchema(schema: JsonObject): JsonObject {
  if ("example" in schema) {
    schema["examples"] ??= [schema["example"]];
    delete schema["example"];
  }
  normalizeBound(schema, "exclusiveMinimum", "minimum");
  normalizeBound(schema, "exclusiveMaximum", "maximum");
  if (!("nullable" in schema)) return schema;
  const nullable = schema["nullable"] === true;
  delete schema["nullable"];
  return nullable ? withNull(schema) : schema;
}

function normalizeBound(schema: JsonObject, exclusive: string, inclusive: string): void {
  if (schema[exclusive] === true && schema[inclusive] !== undefined) {
    schema[exclusive] = schema[inclusive];
    delete schema[inclusive];
  } else if (typeof schema[exclusive] === "boolean") {
    delete schema[exclusive];
  }
}

/** Keywords that may refuse null whatever `type` says. */
const composing = ["$ref", "allOf", "oneOf", "not", "if", "const"];

/** Keywords that say something about a value, rather than allow or refuse it. */
const annotations = [
  "title",
  "description",
  "default",
  "deprecated",
  "readOnly",
  "writeOnly",
  "examples",
  "externalDocs",
  "xml",
];

/**
 * OpenAPI 3.0.3 gives `nullable` a meaning only beside `type`. Those who write it elsewhere, such
 * as beside `allOf`, mean null all the same, and their API sends it.
 */
function withNull(schema: JsonObject): JsonObject {
  const { type, anyOf, enum: values } = schema;
  const constrains = (field: string): boolean =>
    !annotations.includes(field) && !field.startsWith("x-");
  const constraints = Object.keys(schema).filter(constrains);
  if (constraints.length === 0) return schema;
  if (Array.isArray(anyOf) && constraints.length === 1) {
    schema["anyOf"] = [...anyOf, { type: "null" }];
    return schema;
  }
  const simple = !composing.some((field) => field in schema) && anyOf === undefined;
  if (simple && (type !== undefined || Array.isArray(values))) {
    if (type !== undefined) schema["type"] = [...new Set([type, "null"].flat())];
    if (Array.isArray(values) && !values.includes(null)) schema["enum"] = [...values, null];
    return schema;
  }
  const outer: JsonObject = {};
  for (const field of Object.keys(schema)) {
    if (constrains(field)) continue;
    outer[field] = schema[field];
    delete schema[field];
  }
  outer["anyOf"] = [schema, { type: "null" }];
  return outer;
}
