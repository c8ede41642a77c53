import { type JsonObject, isObject } from "../json-object.ts";

/** The methods with a field of their own, in the order of the Path Item Object. OpenAPI 3.2 adds `query`. */
export const fixedMethods = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
  "query",
] as const;

/** A method with a field of its own. */
export type FixedMethod = (typeof fixedMethods)[number];

/** An operation of a path item, and its place there. */
export interface ItemOperation {
  /** The field of a fixed method, such as `get`; otherwise the method as it is sent, such as `COPY`. */
  method: string;
  operation: JsonObject;
}

/** @returns the operations of a path item, also those in `additionalOperations` (OpenAPI 3.2) */
export function operationsOf(item: JsonObject): ItemOperation[] {
  const { additionalOperations: more } = item;
  const places: [method: string, operation: unknown][] = [
    ...fixedMethods.map((method): [string, unknown] => [method, item[method]]),
    ...Object.entries(isObject(more) ? more : {}),
  ];
  return places.flatMap(([method, operation]) =>
    isObject(operation) ? [{ method, operation }] : [],
  );
}

/** @returns the method as it is sent: `GET` for `get`. Other methods are sent as they are written */
export function sentMethod(method: string): string {
  return fixedMethods.some((name) => name === method) ? method.toUpperCase() : method;
}
