import type { Call } from "../call.ts";
import type { Operation, Parameter } from "../operation.ts";
import type { Settings } from "../options/settings.ts";
import { toHeaderFields } from "./header-fields.ts";
import type { FetchInit, Sendable } from "./sendable.ts";

/**
 * Builds the request of a call, once for all attempts, without credentials.
 *
 * It follows no redirect: `fetch` would pass a key on to the origin that the redirect names, because
 * it removes no header but `Authorization` there (WHATWG Fetch, "HTTP-redirect fetch").
 *
 * @throws {TypeError} if the input cannot be sent; the message names the parameter
 */
export function buildRequest(settings: Settings, operation: Operation, call: Call): Sendable {
  const headers = {
    ...settings.headers,
    ...(call.headers && toHeaderFields(call.headers)),
  };
  const init: FetchInit = {
    ...settings.init,
    ...call.init,
    method: operation.method,
    redirect: "manual",
    headers,
  };
  operation.addHeaders?.(headers);
  const accept = call.accept ?? operation.accept;
  if (accept) headers["accept"] ??= accept;
  if (call.body !== undefined) addBody(init, operation, call);
  const url = buildUrl(settings, operation, call, headers);
  return { url, init };
}

function buildUrl(
  settings: Settings,
  operation: Operation,
  call: Call,
  headers: Record<string, string>,
): string {
  const server = settings.isBaseUrlGiven ? undefined : operation.server;
  const base = server ?? settings.baseUrl;
  // Some documents tell operations apart by a fragment, which no request has.
  let path = operation.path.replace(/#.*/s, "");
  const query: string[] = [];
  const cookies: string[] = [];
  const inputs = { path: call.path, query: call.query, header: call.header, cookie: call.cookie };
  for (const parameter of operation.parameters ?? []) {
    const { name, in: where } = parameter;
    const value = inputs[where]?.[name];
    const place = `The ${where} parameter \`${name}\``;
    if (value === undefined) {
      if (where === "path" || (parameter.required && !(name.toLowerCase() in headers)))
        throw new TypeError(`${place} is required.`);
      continue;
    }
    const text = parameter.write(value, name, place, call.isWireName);
    if (where === "path") path = path.replace(`{${name}}`, () => text);
    else if (where === "header") headers[name.toLowerCase()] = text;
    else if (text !== "") (where === "query" ? query : cookies).push(text);
  }
  for (const where of ["query", "header", "cookie"] as const)
    if (inputs[where]) refuseUnknown(operation.parameters ?? [], where, inputs[where]);
  if (cookies.length > 0) headers["cookie"] = [headers["cookie"] ?? [], cookies].flat().join("; ");
  if (call.page) return call.page.resolve(base);
  // Some documents have a fixed part of the query in the path.
  const separator = path.includes("?") ? "&" : "?";
  return query.length > 0 ? base + path + separator + query.join("&") : base + path;
}

function refuseUnknown(
  parameters: readonly Parameter[],
  where: Parameter["in"],
  input: Readonly<Record<string, unknown>>,
): void {
  for (const [name, value] of Object.entries(input)) {
    const isKnown = parameters.some(
      (parameter) => parameter.in === where && parameter.name === name,
    );
    if (!isKnown && value !== undefined)
      throw new TypeError(`The ${where} parameter \`${name}\` is unknown.`);
  }
}

function addBody(init: FetchInit, { id, body: formats }: Operation, call: Call): void {
  const { contentType } = call;
  const format = formats?.choose ? formats.choose(contentType) : formats;
  if (!format || (contentType !== undefined && !contentType.startsWith(format.type)))
    throw new TypeError(`${id} accepts ${formats?.type ?? "no body"}.`);
  const { body, type } = format.write(call.body);
  init.body = body;
  // `fetch` sets the type of a FormData, together with its boundary.
  if (type) init.headers["content-type"] = type;
  else delete init.headers["content-type"];
  // WHATWG Fetch asks for this with a stream, whose length is not known.
  if (body instanceof ReadableStream) Object.assign(init, { duplex: "half" });
}
