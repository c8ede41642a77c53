import { closest } from "../../document/problems/closest.ts";
import { type ApiDocument, type JsonObject, isObject } from "../../document/read-document.ts";
import type { ErrorWords, Operation } from "../api.ts";
import { isPointer, pointerKeys } from "./json-pointer.ts";
import { readPagination } from "./pagination.ts";

/** Reads the word that says where an error response has its code and message. */
export function readErrorWords(root: JsonObject): ErrorWords | undefined {
  const words = root["x-errors"];
  if (!isObject(words)) return undefined;
  const { code, message, final } = words;
  return {
    code: isPointer(code) ? pointerKeys(code) : undefined,
    message: isPointer(message) ? pointerKeys(message) : undefined,
    final: Array.isArray(final) ? final.map(String) : [],
  };
}

/** Reads the words of operations that name other operations, and checks the names. */
export function readOperationWords(document: ApiDocument, operations: readonly Operation[]): void {
  for (const operation of operations) {
    const { object } = operation;
    const find = findOperation(document, operation, operations);
    operation.pagination = readPagination(document, operation);
    const stream = object["x-stream"];
    if (isObject(stream)) operation.stream = readStream(stream);
    const deleted = object["x-deleted-by"];
    if (isObject(deleted)) {
      const target = find("x-deleted-by", deleted["operation"]);
      const parameters = isObject(deleted["parameters"]) ? deleted["parameters"] : {};
      if (target && hasAllParameters(document, operation, target, Object.keys(parameters)))
        operation.deletedBy = {
          operation: target.id,
          parameters: Object.entries(parameters).map(([name, pointer]) => [
            name,
            pointerKeys(String(pointer)),
          ]),
        };
    }
  }
}

function readStream(stream: JsonObject): Operation["stream"] {
  const { end, error } = stream;
  const pointer = isObject(error) ? error["message"] : error;
  return {
    end: typeof end === "string" || isObject(end) ? end : undefined,
    error: isPointer(pointer) ? pointerKeys(pointer) : undefined,
  };
}

function findOperation(
  document: ApiDocument,
  { object }: Operation,
  operations: readonly Operation[],
): (word: string, id: unknown) => Operation | undefined {
  return (word, id) => {
    const found = operations.find((other) => other.id === id);
    if (found) return found;
    const near = closest(
      String(id),
      operations.map((other) => other.id),
    );
    const hint = near === undefined ? "" : ` Did you mean \`${near}\`?`;
    const message = `\`${word}\` names no operation: there is no \`${String(id)}\`.${hint}`;
    document.problems.report(document.problem("invalid-value", message, object, word));
    return undefined;
  };
}

function pathNames({ parameters }: Operation): string[] {
  return parameters.filter((each) => each.in === "path").map((each) => each.name);
}

function hasAllParameters(
  document: ApiDocument,
  { object }: Operation,
  target: Operation,
  given: readonly string[],
): boolean {
  const missing = pathNames(target).filter((name) => !given.includes(name));
  if (missing.length === 0) return true;
  const message = `\`x-deleted-by\` gives no value for the path parameter \`${missing[0]}\` of \`${target.id}\`.`;
  document.problems.report(document.problem("invalid-value", message, object, "x-deleted-by"));
  return false;
}
