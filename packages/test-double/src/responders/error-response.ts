import type { Contract } from "../contract/contract.ts";
import { type DocumentReader, isObject, objectAt } from "../contract/document.ts";
import type { ResponseBuilder } from "./build-response.ts";

/** The property names that APIs use for an error message, most common first. */
const reasonNames = [
  "message",
  "detail",
  "error_description",
  "error",
  "description",
  "title",
  "reason",
];

/** Builds the error response to a rejected request, in the documented shape. */
export type ErrorResponder = (
  operation: string,
  status: number,
  message: string,
  code?: string,
) => Response;

/** Creates the function that builds the error responses of a contract. */
export function createErrorResponder(
  contract: Contract,
  reader: DocumentReader,
  builder: ResponseBuilder,
): ErrorResponder {
  const places = objectAt(contract.document, "x-errors");
  return (operation, wanted, message, code) => {
    const status = closestStatus(reader, operation, wanted);
    const body = status === undefined ? undefined : tryBuild(builder, operation, status);
    if (status === undefined || !isObject(body)) return plainError(wanted, message);
    const isValid = (changed: unknown): boolean => builder.isValid(operation, status, changed);
    const explained = replaceText(
      body,
      [...pointerPath(places["message"]), ...reasonPaths(body)],
      message,
      isValid,
    );
    if (code === undefined) return builder.build(operation, status, { body: explained });
    const coded = replaceText(
      explained,
      [...pointerPath(places["code"]), ["code"], ["error"], ["type"]],
      code,
      isValid,
    );
    return builder.build(operation, status, { body: coded });
  };
}

function pointerPath(pointer: unknown): string[][] {
  return typeof pointer === "string" ? [pointer.split("/").slice(1)] : [];
}

/** Replaces the first string in the body that may have another value. */
function replaceText(
  body: Readonly<Record<string, unknown>>,
  paths: readonly (readonly string[])[],
  text: string,
  isValid: (changed: unknown) => boolean,
): Readonly<Record<string, unknown>> {
  for (const path of paths) {
    const changed = withText(body, path, text);
    if (changed && isValid(changed)) return changed;
  }
  return body;
}

/** Returns an error for an API that documents none (RFC 9457, "Problem Details") */
export function plainError(status: number, message: string): Response {
  const body = { title: message, status };
  return Response.json(body, { status, headers: { "content-type": "application/problem+json" } });
}

/**
 * Chooses the status of an error: the preferred one, a similar one, or any status that
 * `4XX` or `default` covers.
 */
function closestStatus(
  reader: DocumentReader,
  operation: string,
  wanted: number,
): number | undefined {
  const known = reader.responses(operation);
  const similar = wanted === 400 || wanted === 415 ? [wanted, 400, 422] : [wanted];
  const found = similar.find((status) => known.has(String(status)));
  if (found !== undefined) return found;
  return ["4XX", "4xx", "default"].some((status) => known.has(status)) ? wanted : undefined;
}

function tryBuild(builder: ResponseBuilder, operation: string, status: number): unknown {
  try {
    return builder.buildJson(operation, status);
  } catch {
    return undefined;
  }
}

/** Returns the paths of the strings in a body that may be an error message. */
function reasonPaths(body: Readonly<Record<string, unknown>>): string[][] {
  const own = reasonNames.filter((name) => typeof body[name] === "string").map((name) => [name]);
  const inner = Object.entries(body).flatMap(([name, value]) => {
    const holder = Array.isArray(value) ? (value as unknown[])[0] : value;
    if (!isObject(holder)) return [];
    const prefix = Array.isArray(value) ? [name, "0"] : [name];
    return reasonPaths(holder).map((path) => [...prefix, ...path]);
  });
  return [...own, ...inner];
}

/** Returns a copy with another string at a path, or `undefined` if there is no string. */
function withText(
  body: Readonly<Record<string, unknown>>,
  path: readonly string[],
  text: string,
): Readonly<Record<string, unknown>> | undefined {
  const copy = structuredClone(body) as Record<string, unknown>;
  let holder: Record<string, unknown> = copy;
  for (const step of path.slice(0, -1)) {
    const next = holder[step];
    if (typeof next !== "object" || next === null) return undefined;
    holder = next as Record<string, unknown>;
  }
  const last = path.at(-1);
  if (last === undefined || typeof holder[last] !== "string") return undefined;
  holder[last] = text;
  return copy;
}
