import { type JsonObject, isObject } from "@sandboxes/codegen/in-memory";

/** Schemas and other objects of a document that an edit can be made in. */
export interface Places {
  root: JsonObject;
  operations: { path: string; method: string; item: JsonObject; operation: JsonObject }[];
  /** Schemas that an operation uses, in bodies, without those that alternatives hold. */
  schemas: JsonObject[];
  parameters: JsonObject[];
  responses: { operation: JsonObject; status: string; response: JsonObject }[];
}

const methods = ["get", "put", "post", "delete", "patch"];

/** Finds the places of a document in one piece. */
export function placesOf(root: JsonObject): Places {
  const places: Places = { root, operations: [], schemas: [], parameters: [], responses: [] };
  const seen = new Set<JsonObject>();
  const resolve = (value: unknown): JsonObject | undefined => {
    let current = value;
    for (let n = 0; n < 20 && isObject(current) && typeof current["$ref"] === "string"; n++)
      current = at(root, current["$ref"]);
    return isObject(current) ? current : undefined;
  };
  const schema = (value: unknown): void => {
    const found = resolve(value);
    if (!found || seen.has(found)) return;
    seen.add(found);
    places.schemas.push(found);
    // A part of alternatives is not to be judged by itself: another one may cover the edit.
    for (const map of [found["properties"]])
      if (isObject(map)) for (const child of Object.values(map)) schema(child);
    for (const field of ["items", "additionalProperties"]) schema(found[field]);
  };
  const content = (value: unknown): void => {
    const holder = resolve(value);
    if (!holder || !isObject(holder["content"])) return;
    for (const media of Object.values(holder["content"]))
      if (isObject(media)) schema(media["schema"]);
  };
  for (const [path, value] of Object.entries((root["paths"] ?? {}) as JsonObject)) {
    const item = resolve(value);
    if (!item) continue;
    for (const method of methods) {
      const operation = item[method];
      if (!isObject(operation)) continue;
      places.operations.push({ path, method, item, operation });
      content(operation["requestBody"]);
      for (const [status, answer] of Object.entries((operation["responses"] ?? {}) as JsonObject)) {
        const response = resolve(answer);
        if (!response) continue;
        places.responses.push({ operation, status, response });
        content(response);
      }
      for (const parameter of (operation["parameters"] ?? []) as unknown[]) {
        const found = resolve(parameter);
        if (found && !places.parameters.includes(found)) places.parameters.push(found);
      }
    }
  }
  return places;
}

function at(root: JsonObject, ref: string): unknown {
  let current: unknown = root;
  for (const segment of ref.slice(2).split("/")) {
    if (!isObject(current)) return undefined;
    current = current[decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return current;
}
