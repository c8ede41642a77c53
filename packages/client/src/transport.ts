import type { OperationRequest } from "@sandboxes/schema/operations";
import { createFinalURL } from "openapi-fetch";
import type { HeadersOption } from "./call-options.ts";
import type { Settings } from "./client-options.ts";
import { addCredentials } from "./credentials.ts";
import { ConnectionError } from "./errors/connection-error.ts";
import { hideKey, copyError } from "./hide-key.ts";
import { isJson } from "./media-type.ts";
import { serializePath } from "./serialize-path.ts";
import { serializeQuery } from "./serialize-query.ts";
import { toHeaderFields } from "./to-header-fields.ts";

/** What a call sends. */
export interface Outgoing {
  /** By name, or in their order. */
  path?: Readonly<Record<string, unknown>> | readonly unknown[] | undefined;
  query?: Readonly<Record<string, unknown>> | undefined;
  /** Whether the property names of the query are those of the wire. */
  isOfWire?: boolean | undefined;
  body?: unknown;
  headers?: HeadersOption | undefined;
}

/** What is given to `fetch`. */
export interface Sendable {
  url: string;
  init: RequestInit & { method: string; headers: Record<string, string> };
}

/**
 * Makes a request of a call, once for all its attempts.
 *
 * It follows no redirect: `fetch` would hand the API key on to whatever origin the redirect
 * names, since it drops no header but `Authorization` there (WHATWG Fetch, "HTTP-redirect fetch").
 *
 * @throws {TypeError} when what the call holds cannot be sent
 */
export function toSendable(
  settings: Settings,
  operation: OperationRequest,
  { path = {}, query = {}, isOfWire, body, headers }: Outgoing,
): Sendable {
  const { method, consumes } = operation;
  const url = createFinalURL(operation.path, {
    ...settings,
    // Values in the order of the template are an object too.
    params: { path: path as Record<string, unknown>, query },
    pathSerializer: serializePath,
    querySerializer: (values) => serializeQuery(operation.query, values, isOfWire),
  });
  const fields = { ...settings.headers, ...(headers && toHeaderFields(headers)) };
  addCredentials(fields, operation, settings.apiKey);
  const init: Sendable["init"] = { method, redirect: "manual", headers: fields };
  if (body !== undefined && consumes) {
    fields["content-type"] = consumes;
    init.body = isJson(consumes) ? JSON.stringify(body) : (body as string);
  }
  return { url, init };
}

/**
 * Sends one request, once, and does not judge the answer.
 *
 * @throws {ConnectionError} when no answer comes
 */
export async function connect(
  { fetch, apiKey }: Settings,
  { url, init }: Sendable,
): Promise<Response> {
  try {
    const response: Response | undefined = await fetch(url, init);
    if (!response?.headers) throw new TypeError("`fetch` must give a Response.");
    return response;
  } catch (error) {
    const cause = copyError(error, apiKey) as Error & { cause?: Error & { code?: string } };
    // Node's `fetch` says why in the cause of its error, at times in no more than a code.
    const reason = cause.cause?.message || cause.cause?.code || cause.message;
    const message = `No answer to ${init.method} ${url.replace(/\?.*/, "")}: ${reason}`;
    throw new ConnectionError(hideKey(message, apiKey), "Check the network and `baseUrl`.", {
      cause,
    });
  }
}
