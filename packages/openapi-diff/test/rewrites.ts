import { type JsonObject, isObject } from "@sandboxes/codegen/in-memory";

/** A schema in a document, and the means to replace it. */
interface Spot {
  schema: JsonObject;
  replace(by: JsonObject): void;
}

/** A rewriting that changes no meaning. @returns the new document, or `undefined` where it does not apply */
export type Rewrite = (
  document: JsonObject,
  pick: (count: number) => number,
) => JsonObject | undefined;

/** Every rewriting by name. */
export const rewrites: Readonly<Record<string, Rewrite>> = {
  "write a reference out": atSpot(
    (schema) => typeof schema["$ref"] === "string",
    (schema, document) => structuredClone(target(document, schema)),
  ),
  "wrap a schema in allOf": atSpot(
    () => true,
    (schema) => ({ allOf: [schema] }),
  ),
  "wrap a schema in anyOf": atSpot(
    () => true,
    (schema) => ({ anyOf: [schema] }),
  ),
  "split an object into parts": atSpot(
    (schema) => isObject(schema["properties"]) && schema["type"] === "object",
    ({ properties, required, ...rest }) => ({
      ...rest,
      allOf: [
        { type: "object", properties },
        { type: "object", ...(required === undefined ? {} : { required }) },
      ],
    }),
  ),
  "reorder everything": (document) => reorder(document) as JsonObject,
  "write null as an alternative": atSpot(
    (schema) => Array.isArray(schema["type"]),
    (schema) => ({ anyOf: [{ ...schema, type: "string" }, { type: "null" }] }),
  ),
  "write null as one alternative": atSpot(
    (schema) => Array.isArray(schema["type"]),
    (schema) => ({ oneOf: [{ type: "null" }, { ...schema, type: "string" }] }),
  ),
  "write an enum as alternatives": atSpot(
    (schema) => Array.isArray(schema["enum"]),
    ({ enum: values, ...rest }) => ({
      ...rest,
      oneOf: (values as unknown[]).map((value) => ({ const: value })),
    }),
  ),
  "say what holds anyway": atSpot(
    (schema) => schema["type"] === "object",
    (schema) => ({ ...schema, additionalProperties: true, minProperties: 0 }),
  ),
  "give a parameter a name": (document) => {
    const operation = operations(document).find(
      ({ parameters }) => Array.isArray(parameters) && parameters.length > 0,
    );
    if (!operation) return undefined;
    const [parameter, ...rest] = operation["parameters"] as JsonObject[];
    const components = document["components"] as JsonObject;
    components["parameters"] = { Named: parameter };
    operation["parameters"] = [...rest, { $ref: "#/components/parameters/Named" }];
    return document;
  },
  "give a response a name": (document) => {
    const [operation] = operations(document);
    if (!operation) return undefined;
    const responses = operation["responses"] as JsonObject;
    (document["components"] as JsonObject)["responses"] = { Named: responses["200"] };
    responses["200"] = { $ref: "#/components/responses/Named" };
    return document;
  },
  "move parameters to the path": (document) => {
    for (const item of Object.values(document["paths"] as JsonObject).filter(isObject)) {
      const { post, put } = item;
      if (put || !isObject(post) || !post["parameters"]) continue;
      item["parameters"] = post["parameters"];
      delete post["parameters"];
      return document;
    }
    return undefined;
  },
  "write it in 3.0": (document) => {
    const text = JSON.stringify(document);
    if (text.includes("const")) return undefined;
    const old = JSON.parse(
      text.replaceAll('"type":["string","null"]', '"type":"string","nullable":true'),
    ) as JsonObject;
    return { ...old, openapi: "3.0.3" };
  },
  "give every operation the security of the document": (document) => {
    for (const operation of operations(document)) operation["security"] = document["security"];
    delete document["security"];
    return document;
  },
};

function operations(document: JsonObject): JsonObject[] {
  return Object.values(document["paths"] as JsonObject)
    .filter(isObject)
    .flatMap((item) => Object.values(item))
    .filter((value): value is JsonObject => isObject(value));
}

/** Makes a rewriting of one schema that fits. */
function atSpot(
  isFit: (schema: JsonObject) => boolean,
  rewrite: (schema: JsonObject, document: JsonObject) => JsonObject,
): Rewrite {
  return (document, pick) => {
    const fit = spots(document).filter(({ schema }) => isFit(schema));
    const spot = fit[pick(fit.length)];
    spot?.replace(rewrite(spot.schema, document));
    return spot && document;
  };
}

function spots(document: JsonObject): Spot[] {
  const found: Spot[] = [];
  const visit = (holder: JsonObject, field: string): void => {
    const schema = holder[field];
    if (!isObject(schema)) return;
    found.push({ schema, replace: (by) => (holder[field] = by) });
    if (isObject(schema["properties"]))
      for (const name of Object.keys(schema["properties"])) visit(schema["properties"], name);
    if (isObject(schema["items"])) visit(schema, "items");
    for (const keyword of ["allOf", "oneOf"]) {
      const members = schema[keyword];
      if (Array.isArray(members))
        for (const index of members.keys()) visit(members as unknown as JsonObject, String(index));
    }
  };
  const schemas = (document["components"] as JsonObject)["schemas"] as JsonObject;
  for (const name of Object.keys(schemas)) visit(schemas, name);
  for (const operation of operations(document)) {
    const responses = operation["responses"] as JsonObject;
    for (const holder of [operation["requestBody"], responses["200"]])
      visit(
        ((holder as JsonObject)["content"] as JsonObject)["application/json"] as JsonObject,
        "schema",
      );
  }
  return found;
}

function target(document: JsonObject, { $ref: ref }: JsonObject): JsonObject {
  const schemas = (document["components"] as JsonObject)["schemas"] as JsonObject;
  return schemas[String(ref).split("/").at(-1) ?? ""] as JsonObject;
}

function reorder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reorder).toReversed();
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, child]) => [name, name === "prefixItems" ? child : reorder(child)]),
  );
}
