import type { Send } from "../../attempts/send.ts";
import type { Operation } from "../../operation.ts";
import type { Settings } from "../../options/settings.ts";
import type { FetchInit } from "../../request/sendable.ts";
import { unread } from "../../response/guard-body.ts";

/** A `fetch` that sends through a client. */
export type ClientFetch = (input: Request | string | URL, init?: RequestInit) => Promise<Response>;

/**
 * Creates a `fetch` over the transport of a client: with its credentials, retries, deadline and
 * plugins. It finds the operation by method and path; that decides on credentials and retries.
 *
 * @throws {TypeError} in a call, if the URL is not one of the API's: it would get the credentials
 */
export function createFetch(
  operations: readonly Operation[],
  settings: Settings,
  send: Send,
): ClientFetch {
  let routes: readonly Route[] | undefined;
  return async (input, init) => {
    const request = new Request(
      typeof input === "string" && input.startsWith("/") ? settings.baseUrl + input : input,
      init,
    );
    const { url, method, signal } = request;
    if (!url.startsWith(`${settings.baseUrl}/`))
      throw new TypeError(
        `\`client.fetch\` sends only to ${settings.baseUrl}, not to ${url.replace(/\?.*/s, "")}.`,
      );
    const path = url.slice(settings.baseUrl.length).replace(/[?#].*/s, "");
    routes ??= toRoutes(operations);
    const route = routes.find(
      ({ operation, pattern }) => operation.method === method && pattern.test(path),
    );
    if (!route) throw new TypeError(`No operation is ${method} ${path}.`);
    const headers = { ...settings.headers, ...Object.fromEntries(request.headers) };
    route.operation.addHeaders?.(headers);
    const { cache, credentials, integrity, keepalive, mode } = request;
    // Read once, so that a retry can send it again. Not `request.body`, which Firefox does not have.
    const bytes = await request.arrayBuffer();
    const sent: FetchInit = {
      ...settings.init,
      ...(init as object),
      cache,
      credentials,
      integrity,
      keepalive,
      mode,
      method,
      redirect: "manual",
      headers,
      body: bytes.byteLength > 0 ? bytes : null,
    };
    const values = pathValues(route, path);
    const { data, response } = await send(route.operation, { signal, path: values }, unread, {
      url: url.replace(/#.*/s, ""),
      init: sent,
    });
    // An error response is unread, too.
    return (data as Response | undefined) ?? response;
  };
}

interface Route {
  readonly operation: Operation;
  /** Matches a path, with one group for each path parameter. */
  readonly pattern: RegExp;
}

/** A fixed segment is more specific than a parameter (OpenAPI 3.1.1, section 4.8.8.2). */
function toRoutes(operations: readonly Operation[]): Route[] {
  const rank = ({ path }: Operation): number => path.split("{").length;
  return [...operations]
    .sort((one, other) => rank(one) - rank(other))
    .map((operation) => {
      // Some documents have a fixed query or a fragment in the path.
      const path = operation.path.replace(/[?#].*/s, "");
      const escaped = path.replace(/[.*+^$()|[\]\\]/g, "\\$&");
      return { operation, pattern: new RegExp(`^${escaped.replace(/\{[^{}]*\}/g, "([^/]+)")}$`) };
    });
}

/** @returns the path parameters in a path, decoded */
function pathValues({ operation, pattern }: Route, path: string): Record<string, string> {
  const values = pattern.exec(path) ?? [];
  return Object.fromEntries(
    Array.from(operation.path.matchAll(/\{([^{}]*)\}/g), ([, name = ""], index) => [
      name,
      decodeURIComponent(values[index + 1] ?? ""),
    ]),
  );
}
