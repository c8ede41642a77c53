import {
  type ApiDocument,
  type JsonObject,
  type SchemaValue,
  isObject,
} from "@sandboxes/codegen/in-memory";
import type { Way } from "../schema/finding.ts";

/** Two schemas whose types are compared. */
export interface Probe {
  old: SchemaValue;
  new: SchemaValue;
  way: Way;
}

/** Returns the path that contains the types of a probe. */
export function probePath(index: number): string {
  return `/probe${index}`;
}

/**
 * Makes a document that has nothing but the schemas of the probes, each where it travels its way,
 * and the schemas that they refer to.
 */
export function probeDocument(
  document: ApiDocument,
  probes: readonly Probe[],
  side: "old" | "new",
): JsonObject {
  const paths = Object.fromEntries(
    probes.map((probe, index) => [probePath(index), item(probe[side], probe.way)]),
  );
  return {
    openapi: "3.1.0",
    info: { title: "Probes", version: "1" },
    paths,
    components: { schemas: closure(document, paths) },
  };
}

function item(schema: SchemaValue, way: Way): JsonObject {
  const content = { "application/json": { schema } };
  const done = { 200: { description: "" } };
  return way === "request"
    ? { post: { requestBody: { required: true, content }, responses: done } }
    : { get: { responses: { 200: { description: "", content } } } };
}

/** Returns the named schemas that are reachable from a value. */
function closure(document: ApiDocument, start: unknown): JsonObject {
  const { components } = document.root;
  const schemas =
    isObject(components) && isObject(components["schemas"]) ? components["schemas"] : {};
  const found: JsonObject = {};
  const waiting: unknown[] = [start];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== "object" || value === null) continue;
    for (const child of Object.values(value)) {
      if (typeof child === "object") waiting.push(child);
      else if (typeof child === "string" && child.startsWith("#/components/schemas/")) {
        const name = decode(child.slice("#/components/schemas/".length));
        if (Object.hasOwn(found, name) || !Object.hasOwn(schemas, name)) continue;
        found[name] = schemas[name];
        waiting.push(schemas[name]);
      }
    }
  }
  return found;
}

function decode(segment: string): string {
  return segment.replaceAll("%25", "%").replaceAll("~1", "/").replaceAll("~0", "~");
}
