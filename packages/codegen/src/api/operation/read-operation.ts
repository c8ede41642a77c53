import { type ApiDocument, type JsonObject, isObject } from "../../document/read-document.ts";
import { deprecationOf } from "../extensions/deprecation.ts";
import { findPathParameter } from "./find-path-parameter.ts";
import { itemFields } from "../extensions/pagination.ts";
import { isConflictWhile } from "../checks/check-conflicts.ts";
import type { Method, Operation, Parameter, RequestBody, Response } from "../api.ts";
import { arrayAt, objectAt, textAt } from "../fields.ts";
import { isIdempotent } from "./is-idempotent.ts";
import { type Nameable, nameMethod } from "../names/name-methods.ts";
import { bodyKind } from "../../document/media-type.ts";
import { namePrefix } from "../names/name-prefix.ts";
import { readServers } from "./read-servers.ts";
import { camelCase, words } from "../names/words.ts";

/** Reads one operation, and notes what in its parameters does not fit the path. */
export function readOperation(
  document: ApiDocument,
  path: string,
  item: JsonObject,
  method: Method,
  object: JsonObject,
): Operation {
  const id = textAt(object, "operationId") ?? madeId(method, path);
  const responses = readResponses(document, object);
  const parameters = readParameters(document, path, item, object);
  const idempotent = object["x-idempotent"];
  const idempotencyKey = readIdempotencyKey(object, parameters);
  const conflictWhile = object["x-conflict-while"];
  return {
    id,
    method,
    path,
    ...nameMethod(nameableOf(document, { method, path, object, responses })),
    summary: textAt(object, "summary"),
    description: textAt(object, "description"),
    tags: readTexts(object["tags"]),
    deprecation: deprecationOf(object),
    aliases: [],
    conflictWhile: isConflictWhile(conflictWhile) ? conflictWhile : undefined,
    // A server recognizes a retry by its idempotency key.
    idempotent:
      typeof idempotent === "boolean"
        ? idempotent
        : isIdempotent(method) || idempotencyKey !== undefined,
    security: readSecurity(object["security"] ?? document.root["security"]),
    parameters,
    querystrings: querystringsOf(document, [item, object]),
    requestBody: readRequestBody(document, object),
    responses,
    servers: [readServers(object), readServers(item)].find((list) => list.length > 0) ?? [],
    pagination: undefined,
    stream: undefined,
    deletedBy: undefined,
    idempotencyKey,
    object,
  };
}

/** @returns the parts of an operation that decide on the name of its method */
export function nameableOf(
  document: ApiDocument,
  { method, path, object, responses }: Pick<Operation, "method" | "path" | "object" | "responses">,
): Nameable {
  return {
    id: textAt(object, "operationId"),
    method,
    path,
    given: textAt(object, "x-client-method"),
    isList: isList(document, path, responses),
  };
}

/** Whether the JSON of a success is a list, or has one that is named for its items; `undefined` if unknown. */
function isList(
  document: ApiDocument,
  path: string,
  responses: readonly Response[],
): boolean | undefined {
  const success = responses.find(({ status }) => /^2(\d\d|XX)$/.test(status));
  const content = Object.entries(objectAt(success?.object ?? {}, "content"));
  const media = content.find(([type]) => bodyKind(type) === "json")?.[1];
  if (!isObject(media) || !isObject(media["schema"])) return undefined;
  const schema = document.resolve(media["schema"]);
  if (schema["type"] === "array") return true;
  if (schema["type"] !== "object" || schema["allOf"] !== undefined) return undefined;
  const noun = camelCase(path.split("/").at(-1) ?? "");
  return Object.entries(objectAt(schema, "properties")).some(
    ([name, value]) =>
      (itemFields.includes(name) || camelCase(name) === noun) &&
      isObject(value) &&
      document.resolve(value)["type"] === "array",
  );
}

/** `GET /mailboxes/{id}` without an operationId is `getMailboxesById`. */
export function madeId(method: Method, path: string): string {
  const parts = path.split("/").map((segment) =>
    words(segment.replace("{", "by "))
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(""),
  );
  return method.toLowerCase() + parts.join("");
}

/** @returns the parameters that are a whole query string and that `splitQuerystring` has left */
function querystringsOf(document: ApiDocument, holders: readonly JsonObject[]): JsonObject[] {
  return holders
    .flatMap((holder) => arrayAt(holder, "parameters"))
    .map((reference) => document.resolve(reference))
    .filter((parameter) => parameter["in"] === "querystring");
}

function readTexts(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
}

/** The header that `x-idempotency-key` names, or a declared header parameter of the usual name. */
function readIdempotencyKey(
  object: JsonObject,
  parameters: readonly Parameter[],
): string | undefined {
  const word = object["x-idempotency-key"];
  if (word === false) return undefined;
  if (typeof word === "string") return word;
  return parameters.find(
    ({ in: place, name }) => place === "header" && /^idempotency-key$/i.test(name),
  )?.name;
}

function readSecurity(security: unknown): string[][] {
  if (!Array.isArray(security)) return [];
  return security.filter(isObject).map((alternative) => Object.keys(alternative));
}

function readParameters(
  document: ApiDocument,
  path: string,
  item: JsonObject,
  operation: JsonObject,
): Parameter[] {
  const parameters = new Map<string, Parameter>();
  let isComplete = true;
  for (const list of [arrayAt(item, "parameters"), arrayAt(operation, "parameters")]) {
    const seen = new Set<string>();
    for (const reference of list) {
      const object = document.resolve(reference);
      const named = typeof object["name"] === "string" && typeof object["in"] === "string";
      isComplete &&= named && !document.isBroken(reference);
      if (!named) continue;
      const name = String(object["name"]);
      // RFC 9110, section 5.1
      const key = `${String(object["in"])} ${object["in"] === "header" ? name.toLowerCase() : name}`;
      if (seen.has(key)) {
        const message = `The ${String(object["in"])} parameter \`${String(object["name"])}\` is declared twice.`;
        document.problems.warn(document.problem("duplicate-parameter", message, reference));
      }
      seen.add(key);
      const place = object["in"];
      // Any other was noted when it was read.
      if (place !== "path" && place !== "query" && place !== "header" && place !== "cookie")
        continue;
      parameters.set(key, readParameter(document, object, place));
    }
  }
  // A parameter that could not be read may be the one that the path asks for.
  return isComplete
    ? fitToPath(document, path, item, operation, [...parameters.values()])
    : [...parameters.values()];
}

function readParameter(
  document: ApiDocument,
  object: JsonObject,
  place: Parameter["in"],
): Parameter {
  const schema = isObject(object["schema"]) ? document.resolve(object["schema"]) : {};
  const style =
    textAt(object, "style") ?? (place === "query" || place === "cookie" ? "form" : "simple");
  const explode = typeof object["explode"] === "boolean" ? object["explode"] : style === "form";
  const patterns = Object.keys(objectAt(schema, "patternProperties"));
  const pattern = explode && patterns.length === 1 ? patterns[0] : undefined;
  return {
    name: String(object["name"]),
    in: place,
    required: place === "path" || object["required"] === true,
    deprecation: deprecationOf(object),
    style,
    explode,
    allowReserved: object["allowReserved"] === true,
    pattern,
    prefix: pattern === undefined ? undefined : namePrefix(pattern),
    object,
  };
}

/**
 * Compares the path parameters with the path. The path is right, and the document is changed to
 * agree with it, so that every artefact does.
 */
function fitToPath(
  document: ApiDocument,
  path: string,
  item: JsonObject,
  operation: JsonObject,
  parameters: readonly Parameter[],
): Parameter[] {
  const inPath = new Set(Array.from(path.matchAll(/\{([^{}]+)\}/g), ([, name = ""]) => name));
  const fitting = parameters.filter((parameter) => {
    if (parameter.in !== "path" || inPath.has(parameter.name)) return true;
    const message = `The path parameter \`${parameter.name}\` is not in the path ${path}. It is left out.`;
    document.problems.warn(
      document.problem("unused-path-parameter", message, parameter.object, "name"),
    );
    for (const holder of [item, operation]) {
      if (holder["parameters"] === undefined) continue;
      holder["parameters"] = arrayAt(holder, "parameters").filter(
        (reference) => document.resolve(reference) !== parameter.object,
      );
    }
    return false;
  });
  for (const name of inPath) {
    if (fitting.some((parameter) => parameter.in === "path" && parameter.name === name)) continue;
    const elsewhere = findPathParameter(document, name);
    const fact = `The path ${path} has \`{${name}}\`, but the operation declares no path parameter of that name.`;
    const message = elsewhere ? `${fact} What the document says of it elsewhere is used.` : fact;
    const problem = document.problem("undeclared-path-parameter", message, operation);
    if (elsewhere) document.problems.warn(problem);
    else document.problems.report(problem);
    const object: JsonObject = elsewhere ?? {
      name,
      in: "path",
      required: true,
      schema: { type: "string" },
    };
    operation["parameters"] = [...arrayAt(operation, "parameters"), object];
    fitting.push(readParameter(document, object, "path"));
  }
  return fitting;
}

function readRequestBody(document: ApiDocument, operation: JsonObject): RequestBody | undefined {
  if (!isObject(operation["requestBody"])) return undefined;
  const object = document.resolve(operation["requestBody"]);
  return {
    required: object["required"] === true,
    contentTypes: Object.keys(objectAt(object, "content")),
    object,
  };
}

function readResponses(document: ApiDocument, operation: JsonObject): Response[] {
  return Object.entries(objectAt(operation, "responses"))
    .filter(([status]) => !status.startsWith("x-"))
    .map(([status, reference]) => {
      const object = document.resolve(reference as JsonObject);
      return { status, contentTypes: Object.keys(objectAt(object, "content")), object };
    });
}
