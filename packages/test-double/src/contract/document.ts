import type { Contract, JsonObject } from "./contract.ts";

/** Returns whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns the object in a field, or an empty object. */
export function objectAt(holder: unknown, field: string): JsonObject {
  const value = isObject(holder) && Object.hasOwn(holder, field) ? holder[field] : undefined;
  return isObject(value) ? value : {};
}

/** Returns the array in a field, or an empty array. */
export function listAt(holder: unknown, field: string): readonly unknown[] {
  const value = isObject(holder) && Object.hasOwn(holder, field) ? holder[field] : undefined;
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** A parameter of an operation (OpenAPI 3.1.1, section 4.8.12, "Parameter Object"). */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required: boolean;
  readonly style: string;
  readonly explode: boolean;
  /** Whether the value is serialized as JSON (`content`). */
  readonly isJson: boolean;
  readonly schema: unknown;
}

/** Looks up parts of one document. */
export interface DocumentReader {
  /** Resolves the references of an object. @returns the referenced object */
  resolve(value: unknown): JsonObject;
  /** @returns the Operation Object of an operation */
  operation(id: string): JsonObject;
  /** @returns the parameters of an operation, including those of its path */
  parameters(id: string): readonly Parameter[];
  /** @returns the Response Objects of an operation by status, such as `200`, `4XX` or `default` */
  responses(id: string): ReadonlyMap<string, JsonObject>;
}

/** Creates a reader for a contract's document. It caches its results, because a document never changes. */
export function createDocumentReader({ document, operations }: Contract): DocumentReader {
  const parametersById = new Map<string, readonly Parameter[]>();
  const responsesById = new Map<string, ReadonlyMap<string, JsonObject>>();

  const resolve = (value: unknown): JsonObject => {
    let found = isObject(value) ? value : {};
    for (let steps = 0; typeof found["$ref"] === "string" && steps < 100; steps++)
      found = followPointer(document, found["$ref"]);
    return found;
  };
  const pathItem = (id: string): JsonObject =>
    resolve(objectAt(document, "paths")[operations[id]?.path ?? ""]);
  const operation = (id: string): JsonObject => {
    const method = operations[id]?.method ?? "";
    const item = pathItem(id);
    const found = item[method.toLowerCase()] ?? objectAt(item, "additionalOperations")[method];
    return isObject(found) ? found : {};
  };
  return {
    resolve,
    operation,
    parameters(id) {
      let found = parametersById.get(id);
      if (!found) {
        const byName = new Map<string, Parameter>();
        for (const given of [
          ...listAt(pathItem(id), "parameters"),
          ...listAt(operation(id), "parameters"),
        ]) {
          const parameter = readParameter(resolve(given));
          if (parameter) byName.set(`${parameter.in} ${parameter.name}`, parameter);
        }
        found = [...byName.values()];
        parametersById.set(id, found);
      }
      return found;
    },
    responses(id) {
      let found = responsesById.get(id);
      if (!found) {
        const entries = Object.entries(objectAt(operation(id), "responses"));
        found = new Map(entries.map(([status, response]) => [status, resolve(response)]));
        responsesById.set(id, found);
      }
      return found;
    },
  };
}

/** Follows a JSON pointer in a URI fragment (RFC 6901, section 6). */
function followPointer(document: JsonObject, reference: string): JsonObject {
  let found: unknown = document;
  for (const step of reference.replace(/^#\/?/, "").split("/")) {
    const name = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    found = isObject(found) || Array.isArray(found) ? (found as JsonObject)[name] : undefined;
  }
  return isObject(found) ? found : {};
}

function readParameter(object: JsonObject): Parameter | undefined {
  const { name, in: place } = object;
  if (typeof name !== "string") return undefined;
  if (place !== "path" && place !== "query" && place !== "header" && place !== "cookie")
    return undefined;
  const fallback = place === "query" || place === "cookie" ? "form" : "simple";
  const style = typeof object["style"] === "string" ? object["style"] : fallback;
  const content = Object.values(objectAt(object, "content"))[0];
  return {
    name,
    in: place,
    required: place === "path" || object["required"] === true,
    style,
    explode: typeof object["explode"] === "boolean" ? object["explode"] : style === "form",
    isJson: content !== undefined,
    schema: content === undefined ? object["schema"] : objectAt(content, "schema"),
  };
}
