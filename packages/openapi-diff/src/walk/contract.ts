import { type ApiDocument, type JsonObject, isObject } from "@sandboxes/codegen/in-memory";
import type { Place, Side } from "../schema/finding.ts";

/** The methods of a path item, in the order of the specification. */
const methods: readonly string[] = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
  "query",
];

/** One of the two documents. */
export interface Contract {
  document: ApiDocument;
  side: Side;
}

/** Resolves an object that may be a reference. Returns an empty object if it is missing or broken. */
export function resolved({ document }: Contract, value: unknown): JsonObject {
  return isObject(value) ? document.resolve(value) : {};
}

/** @returns the entries of a map of objects, references resolved and extensions left out */
export function entries(contract: Contract, map: unknown): [name: string, object: JsonObject][] {
  if (!isObject(map)) return [];
  return Object.entries(map)
    .filter(([name, value]) => !name.startsWith("x-") && isObject(value))
    .map(([name, value]) => [name, resolved(contract, value)]);
}

/** @returns the place of an object of a contract, or of a field of it */
export function placeAt({ side }: Contract, at: JsonObject, ...path: string[]): Place {
  return { side, at, path };
}

/** Returns the name of an operation in reports: `GET /pets/{id}`. */
export function labelOf(method: string, path: string): string {
  return `${method.toUpperCase()} ${path}`;
}

/** @returns the operations of a path item by method; OpenAPI 3.2 allows any method */
export function operationsOf(item: JsonObject): [method: string, operation: JsonObject][] {
  const more = isObject(item["additionalOperations"]) ? item["additionalOperations"] : {};
  const all = [
    ...methods.map((method) => [method, item[method]] as const),
    ...Object.entries(more),
  ];
  return all.flatMap(([method, operation]): [string, JsonObject][] =>
    isObject(operation) ? [[method, operation]] : [],
  );
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
