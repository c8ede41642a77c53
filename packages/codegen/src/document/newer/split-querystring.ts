import { bodyKind, essenceOf } from "../media-type.ts";
import type { ApiDocument } from "../api-document.ts";
import { type JsonObject, isObject, setField } from "../json-object.ts";

/**
 * Replaces a parameter that is the whole query string with query parameters, one for each property of
 * its schema: in `application/x-www-form-urlencoded` both are written alike.
 *
 * A parameter of another media type stays as it is, and no artefact has it.
 *
 * @param holder a path item or an operation
 * @see https://spec.openapis.org/oas/v3.2.0.html#parameter-locations
 */
export function splitQuerystring(document: ApiDocument, holder: JsonObject): void {
  const { parameters } = holder;
  if (!Array.isArray(parameters)) return;
  const isWhole = (reference: unknown): reference is JsonObject =>
    isObject(reference) && document.resolve(reference)["in"] === "querystring";
  if (!parameters.some(isWhole)) return;
  holder["parameters"] = parameters.flatMap((reference: unknown) =>
    isWhole(reference) ? split(document, document.resolve(reference)) : [reference],
  );
}

/** The properties of an object, collected from the parts of its schema. */
interface Shape {
  properties: JsonObject;
  required: Set<unknown>;
  /** The keywords about properties of any name. */
  free: JsonObject;
}

function split(document: ApiDocument, parameter: JsonObject): JsonObject[] {
  const [entry] = Object.entries(isObject(parameter["content"]) ? parameter["content"] : {});
  const [mediaType = "no media type", media] = entry ?? [];
  const schema = isObject(media) ? media["schema"] : undefined;
  if (essenceOf(mediaType) !== "application/x-www-form-urlencoded" || !isObject(schema)) {
    const what = entry ? `written as ${mediaType}` : "given without a media type";
    const consequence =
      parameter["required"] === true
        ? "The client leaves the operations out that require it"
        : "The parameter is left out";
    const message = `The query string \`${String(parameter["name"])}\` is ${what}. Only an object in application/x-www-form-urlencoded can be written. ${consequence}.`;
    document.problems.warn(
      document.problem("unsupported-parameter", message, parameter, "in", "key"),
    );
    return [parameter];
  }
  const shape: Shape = { properties: {}, required: new Set(), free: {} };
  collect(document, schema, shape, new Set());
  const encoding = isObject(media) && isObject(media["encoding"]) ? media["encoding"] : {};
  const isRequired = parameter["required"] === true;
  const named = Object.entries(shape.properties).map(([name, property]) =>
    toParameter(document, name, property, encoding[name], isRequired && shape.required.has(name)),
  );
  if (Object.keys(shape.free).length === 0 && named.length > 0) return named;
  const free = { type: "object", ...shape.free };
  const { name, description, deprecated } = parameter;
  const rest = { name, in: "query", style: "form", explode: true, schema: free };
  return [...named, { ...rest, ...defined({ description, deprecated }) }];
}

function collect(
  document: ApiDocument,
  given: JsonObject,
  shape: Shape,
  seen: Set<JsonObject>,
): void {
  const schema = document.resolve(given);
  if (seen.has(schema)) return;
  seen.add(schema);
  const { allOf, properties, required, additionalProperties, patternProperties } = schema;
  for (const part of Array.isArray(allOf) ? allOf : [])
    if (isObject(part)) collect(document, part, shape, seen);
  for (const [name, property] of Object.entries(isObject(properties) ? properties : {}))
    setField(shape.properties, name, property);
  for (const name of Array.isArray(required) ? required : []) shape.required.add(name);
  if (additionalProperties === true || isObject(additionalProperties))
    shape.free["additionalProperties"] = additionalProperties;
  if (isObject(patternProperties)) shape.free["patternProperties"] = patternProperties;
}

function toParameter(
  document: ApiDocument,
  name: string,
  schema: unknown,
  encoding: unknown,
  required: boolean,
): JsonObject {
  const { style, explode, allowReserved, contentType }: JsonObject = isObject(encoding)
    ? encoding
    : {};
  const hasStyle = style !== undefined || explode !== undefined || allowReserved !== undefined;
  const resolved = isObject(schema) ? document.resolve(schema) : {};
  // OpenAPI 3.2, "Encoding Object": without a style, an object is written as JSON.
  const isJson =
    !hasStyle &&
    (typeof contentType === "string"
      ? bodyKind(contentType) === "json"
      : resolved["type"] === "object" || "properties" in resolved);
  const { description, deprecated } = resolved;
  return {
    name,
    in: "query",
    ...(required ? { required } : {}),
    ...defined({ description, deprecated }),
    ...(isJson
      ? { content: { "application/json": { schema } } }
      : { ...defined({ style, explode, allowReserved }), schema }),
  };
}

function defined(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
