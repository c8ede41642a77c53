import { type ApiDocument, type JsonObject, isObject } from "../../document/read-document.ts";
import type { ConflictWhile, Operation } from "../api.ts";
import { objectAt } from "../fields.ts";
import { bodyKind } from "../../document/media-type.ts";

/** @returns whether a value of `x-conflict-while` has the right form */
export function isConflictWhile(value: unknown): value is ConflictWhile {
  return (
    isObject(value) &&
    Object.keys(value).toSorted().join() === "field,operation,values" &&
    typeof value["operation"] === "string" &&
    typeof value["field"] === "string" &&
    Array.isArray(value["values"]) &&
    value["values"].length > 0 &&
    value["values"].every((each) => typeof each === "string")
  );
}

/**
 * Checks that `x-conflict-while` can be followed: it names a GET operation that needs no path
 * parameters beyond those of the operation that conflicts, and a property of its response.
 */
export function checkConflicts(document: ApiDocument, operations: readonly Operation[]): void {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  for (const operation of operations) {
    const { conflictWhile } = operation;
    if (!conflictWhile) continue;
    const read = byId.get(conflictWhile.operation);
    const problem = read
      ? readProblem(document, operation, read, conflictWhile.field)
      : [
          "operation",
          `There is no operation \`${conflictWhile.operation}\` to read the state with.`,
        ];
    if (!problem) continue;
    const [field, message] = problem;
    document.problems.report(
      document.problem("invalid-value", message, operation.object, ["x-conflict-while", field]),
    );
  }
}

function readProblem(
  document: ApiDocument,
  operation: Operation,
  read: Operation,
  field: string,
): readonly [field: string, message: string] | undefined {
  if (read.method !== "get")
    return ["operation", `\`${read.id}\` must be a GET to read the state with.`];
  const own = new Set(pathParameters(operation));
  const unknown = pathParameters(read).find((name) => !own.has(name));
  if (unknown !== undefined)
    return [
      "operation",
      `\`${read.id}\` needs the path parameter \`${unknown}\`, which \`${operation.id}\` does not have.`,
    ];
  if (!hasProperty(document, read, field))
    return ["field", `The response of \`${read.id}\` has no property \`${field}\`.`];
  return undefined;
}

function pathParameters({ parameters }: Operation): string[] {
  return parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
}

/** @returns whether a JSON response with status 2XX declares the property */
function hasProperty(document: ApiDocument, { responses }: Operation, field: string): boolean {
  const seen = new Set<object>();
  const declares = (reference: JsonObject): boolean => {
    const schema = document.resolve(reference);
    if (seen.has(schema)) return false;
    seen.add(schema);
    if (Object.hasOwn(objectAt(schema, "properties"), field)) return true;
    return ["allOf", "anyOf", "oneOf"].some((keyword) => {
      const parts = schema[keyword];
      return Array.isArray(parts) && parts.some((part) => isObject(part) && declares(part));
    });
  };
  return responses
    .filter(({ status }) => status.startsWith("2"))
    .flatMap(({ object }) => Object.entries(objectAt(object, "content")))
    .filter(([type]) => bodyKind(type) === "json")
    .some(([, media]) => declares(objectAt(media as JsonObject, "schema")));
}
