import type { Send } from "../attempts/send.ts";
import type { Operation } from "../operation.ts";
import type { FetchInit, Settings } from "../options/settings.ts";

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
  const routes = operations.map((operation) => ({
    operation,
    pattern: new RegExp(
      `^${operation.path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^{}]*\}/g, "[^/]+")}$`,
    ),
    rank: operation.path.split("{").length,
  }));
  // A fixed segment is more specific than a parameter (OpenAPI 3.1.1, section 4.8.8.2).
  routes.sort((one, other) => one.rank - other.rank);

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
    const route = routes.find(
      ({ operation, pattern }) => operation.method === method && pattern.test(path),
    );
    if (!route) throw new TypeError(`No operation is ${method} ${path}.`);
    const headers = { ...settings.headers, ...Object.fromEntries(request.headers) };
    route.operation.addHeaders?.(headers);
    const sent: FetchInit = { ...settings.init, method, redirect: "manual", headers };
    // Read once, so that a retry can send it again.
    if (request.body) sent.body = await request.arrayBuffer();
    const { cache, credentials, integrity, keepalive, mode } = request;
    Object.assign(sent, { cache, credentials, integrity, keepalive, mode });
    const values = pathValues(route.operation, path);
    const outcome = await send(route.operation, { signal, path: values }, "response", {
      url: url.replace(/#.*/s, ""),
      init: sent,
    });
    return outcome.response;
  };
}

/** @returns the path parameters in a path, decoded */
function pathValues({ path }: Operation, actual: string): Record<string, string> {
  const names = Array.from(path.matchAll(/\{([^{}]*)\}/g), ([, name]) => name ?? "");
  const pattern = path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^{}]*\}/g, "([^/]+)");
  const values = new RegExp(`^${pattern}$`).exec(actual)?.slice(1) ?? [];
  return Object.fromEntries(
    names.map((name, index) => [name, decodeURIComponent(values[index] ?? "")]),
  );
}
