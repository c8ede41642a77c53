import { ConfigError } from "../config/config-error.ts";
import type { ApiDocument } from "../document/api-document.ts";
import { type JsonObject, isObject } from "../document/json-object.ts";
import { closest } from "../document/problems/closest.ts";
import { objectAt } from "../api/fields.ts";
import { operationsOf } from "../document/objects/methods.ts";

/** An operation of a document, before it is read. */
export interface RawOperation {
  /** Such as `get /pets/{id}`. */
  request: string;
  id: string | undefined;
  object: JsonObject;
}

/** @returns the operations of a document, in its order */
export function rawOperations(document: ApiDocument): RawOperation[] {
  return Object.entries(objectAt(document.root, "paths")).flatMap(([path, item]) =>
    !isObject(item)
      ? []
      : operationsOf(item).map(({ method, operation: object }): RawOperation => {
          const id = object["operationId"];
          const request = requestKey(`${method} ${path}`);
          return { request, id: typeof id === "string" ? id : undefined, object };
        }),
  );
}

/**
 * Gives operations the names of a configuration, in place of those of the document.
 *
 * @param names `resource.method` by operationId, or by method and path
 * @param isFiltered whether operations were left out, so that a name may be for one of those
 * @throws {ConfigError} if a name is for an operation that the document does not have
 */
export function applyNames(
  document: ApiDocument,
  names: Readonly<Record<string, string>>,
  isFiltered: boolean,
): void {
  const entries = Object.entries(names);
  if (entries.length === 0) return;
  const operations = new Map<string, JsonObject>();
  for (const { request, id, object } of rawOperations(document)) {
    operations.set(requestKey(request), object);
    if (id !== undefined) operations.set(id, object);
  }
  for (const [key, name] of entries) {
    const object = operations.get(key) ?? operations.get(requestKey(key));
    if (object) object["x-client-method"] = name;
    else if (!isFiltered) throw unknownOperation(key, [...operations.keys()]);
  }
}

/** Ignores the case of the method: `GET /pets` is `get /pets`. */
function requestKey(text: string): string {
  return text.replace(/^\w+(?= \/)/, (method) => method.toLowerCase());
}

function unknownOperation(key: string, known: readonly string[]): ConfigError {
  const near = closest(key, known);
  const hint =
    near === undefined
      ? "Write an operationId, or a method and a path such as `GET /pets/{id}`."
      : `Did you mean \`${near}\`?`;
  return new ConfigError(`names: the document has no operation \`${key}\`. ${hint}`);
}
