import type { Api, Operation } from "../../api/api.ts";
import { defaultUrl } from "../../api/operation/read-servers.ts";
import { sentMethod } from "../../document/objects/methods.ts";
import { literal, propertyName } from "../text/literal.ts";
import { CannotSend } from "./cannot-send.ts";
import { type ClientBody, bodiesOf } from "./client-bodies.ts";
import { sentParameters, writerOf } from "./client-parameters.ts";
import {
  type ClientResponse,
  type ClientResult,
  readerExpression,
  resultOf,
  successesOf,
} from "./client-responses.ts";
import { securityExpression } from "./client-security.ts";
import type { Pieces } from "./pieces.ts";

/** An operation as a client sends it. */
export interface ClientOperation {
  /** The key of its types: the `operationId`, or a former one. */
  id: string;
  operation: Operation;
  bodies: readonly ClientBody[];
  responses: readonly ClientResponse[];
  result: ClientResult;
  /** The row of the table, as an expression. */
  row: string;
}

/**
 * Prepares an operation for the table.
 *
 * @param schemes the identifiers of the schemes that the client can write, by name
 * @throws {CannotSend} if the client cannot send it as the document describes it
 */
export function clientOperation(
  api: Api,
  id: string,
  operation: Operation,
  schemes: ReadonlyMap<string, string>,
  pieces: Pieces,
): ClientOperation {
  const { path, object } = operation;
  const method = sentMethod(operation.method);
  // Fetch, section 2.2.1: these are forbidden methods, in any case.
  if (/^(trace|connect|track)$/i.test(method))
    throw new CannotSend(`\`fetch\` cannot send ${method}.`, object);
  const query = operation.querystrings.find(({ required }) => required === true);
  if (query)
    throw new CannotSend(
      `The query string \`${String(query["name"])}\` is required and is not written as a form.`,
      query,
      "in",
    );
  const bodies = bodiesOf(api, operation, pieces);
  const responses = successesOf(api, operation);
  const result = resultOf(operation, responses, pieces);
  const fields: Record<string, string | undefined> = {
    id: literal(operation.id),
    method: literal(method),
    path: literal(path),
    name: literal(`${operation.resource}.${operation.name}`),
    idempotent: operation.idempotent ? "true" : undefined,
    security: securityExpression(operation, api, schemes, pieces),
    parameters: parametersExpression(api, operation, pieces),
    body: bodyExpression(bodies, pieces),
    response: responseExpression(api, operation, responses, pieces),
    accept: acceptOf(responses),
    server: serverOf(api, operation),
    addHeaders:
      operation.idempotencyKey === undefined
        ? undefined
        : `${pieces.value("idempotencyKey")}(${literal(operation.idempotencyKey.toLowerCase())})`,
    conflict: conflictExpression(operation, pieces),
    result: result.make,
    finish: finishExpression(operation, pieces),
  };
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`    ${name}: ${value},\n`],
  );
  return { id, operation, bodies, responses, result, row: `  {\n${lines.join("")}  },\n` };
}

function parametersExpression(api: Api, operation: Operation, pieces: Pieces): string | undefined {
  const list = sentParameters(operation).map((parameter) => {
    const fields = [
      `name: ${literal(parameter.name)}`,
      `in: ${literal(parameter.in)}`,
      parameter.required && parameter.in !== "path" ? "required: true" : "",
      `write: ${writerOf(api, parameter, pieces)}`,
    ];
    return `{ ${fields.filter((field) => field !== "").join(", ")} }`;
  });
  if (list.length === 0) return undefined;
  return list.length === 1
    ? `[${list[0]}]`
    : `[\n${list.map((each) => `      ${each},\n`).join("")}    ]`;
}

function bodyExpression(bodies: readonly ClientBody[], pieces: Pieces): string | undefined {
  const formats = bodies.map(({ format }) => format);
  return formats.length > 1 ? `${pieces.value("eitherBody")}(${formats.join(", ")})` : formats[0];
}

function responseExpression(
  api: Api,
  operation: Operation,
  responses: readonly ClientResponse[],
  pieces: Pieces,
): string {
  const list = responses.map(({ status, readers }) => {
    const all = readers.map((reader) =>
      status === "304"
        ? pieces.value("notModified")
        : readerExpression(api, operation, reader, pieces),
    );
    return { status, readers: [...new Set(all)] };
  });
  const [first, ...others] = list;
  const [only, ...alternatives] = first?.readers ?? [];
  // One format needs no choice. A success that the document does not list is read like it, too.
  if (only !== undefined && others.length === 0 && alternatives.length === 0) return only;
  const fields = list.map(({ status, readers }) => {
    const name = /^\d+$/.test(status) ? status : propertyName(status);
    return `${name}: [${readers.join(", ")}]`;
  });
  return `${pieces.value("byStatus")}({ ${fields.join(", ")} })`;
}

/** The `Accept` header for an operation with several formats; without it a server could pick any. */
function acceptOf(responses: readonly ClientResponse[]): string | undefined {
  const readers = responses.flatMap((response) => response.readers);
  const types = [...new Set(readers.flatMap(({ mediaType }) => mediaType ?? []))];
  if (types.length < 2) return undefined;
  const isStream = readers.some(({ kind }) => kind === "events" || kind === "lines");
  const allJson = readers.every(
    ({ kind }) => kind === "json" || kind === "array" || kind === "empty",
  );
  return literal(isStream || allJson ? types.join(", ") : types[0]);
}

function serverOf(api: Api, { servers }: Operation): string | undefined {
  const [server] = servers;
  if (!server) return undefined;
  const url = defaultUrl(server).replace(/\/+$/, "");
  const [main] = api.servers;
  const isMain = main && defaultUrl(main).replace(/\/+$/, "") === url;
  return isMain || !/^https?:/i.test(url) ? undefined : literal(url);
}

function conflictExpression({ conflictWhile }: Operation, pieces: Pieces): string | undefined {
  if (!conflictWhile) return undefined;
  const { operation, field, values } = conflictWhile;
  const list = [operation, [field], values].map((value) => literal(value));
  return `${pieces.value("conflictWhile")}(${list.join(", ")})`;
}

function finishExpression({ deletedBy }: Operation, pieces: Pieces): string | undefined {
  if (!deletedBy) return undefined;
  const { operation, parameters } = deletedBy;
  return `${pieces.value("deletedBy")}(${literal(operation)}, ${literal(Object.fromEntries(parameters))})`;
}
