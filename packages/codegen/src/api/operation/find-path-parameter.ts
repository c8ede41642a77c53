import { type ApiDocument, type JsonObject, isObject } from "../../document/read-document.ts";
import { arrayAt, objectAt } from "../fields.ts";

/** Types of values that fit into one segment of a path. */
const scalars: readonly unknown[] = ["string", "integer", "number", "boolean"];

/**
 * Finds what a document says elsewhere about a path parameter that an operation does not declare:
 * a declaration of the same name, or a schema of that name.
 *
 * @returns a Parameter Object, or `undefined` if the document says nothing
 */
export function findPathParameter(document: ApiDocument, name: string): JsonObject | undefined {
  const components = objectAt(document.root, "components");
  const items = Object.values(objectAt(document.root, "paths")).filter(isObject);
  const operations = items.flatMap((item) => Object.values(item).filter(isObject));
  const declared = [
    ...Object.values(objectAt(components, "parameters")).filter(isObject),
    ...[...items, ...operations].flatMap((holder) => arrayAt(holder, "parameters")),
  ].map((parameter) => document.resolve(parameter));
  const same = declared.find((each) => each["in"] === "path" && each["name"] === name);
  if (same) return { ...same };
  const schema = objectAt(components, "schemas")[name];
  if (!isObject(schema) || !isScalar(document, schema)) return undefined;
  return { name, in: "path", required: true, schema: { ...schema } };
}

function isScalar(document: ApiDocument, schema: JsonObject): boolean {
  const { type, allOf } = document.resolve(schema);
  if (type !== undefined) return scalars.includes(type);
  return Array.isArray(allOf) && allOf.some((part) => isObject(part) && isScalar(document, part));
}
