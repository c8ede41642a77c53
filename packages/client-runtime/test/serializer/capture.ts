import { type Api, type FetchInit, createApiClient } from "@sandboxes/client-runtime";

/** The values of a call, by place. */
export interface Input {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  header?: Record<string, unknown>;
  cookie?: Record<string, unknown>;
  body?: unknown;
  contentType?: string;
}

/** A request as the runtime hands it to `fetch`. */
export interface Captured {
  /** Without the base URL. */
  path: string;
  /** As it stands in the URL, split at `&`. */
  query: readonly string[];
  headers: Record<string, string>;
  body: FetchInit["body"];
}

const baseUrl = "https://api.example/v1";

type Raw = Record<string, (path: string, init: object) => Promise<{ error?: unknown }>>;

/** Sends one operation through the runtime. @returns what arrived at `fetch` */
export async function capture(
  api: Api,
  method: string,
  path: string,
  { body, contentType, ...params }: Input = {},
): Promise<Captured> {
  const names = api.operations.flatMap(({ security }) => security?.names ?? []);
  let sent: { url: string; init: FetchInit } | undefined;
  const client = createApiClient(api, {
    baseUrl,
    credentials: Object.fromEntries(names.map((name) => [name, null])),
    maxRetries: 0,
    fetch: (url, init) => {
      sent = { url, init };
      return new Response(null, { status: 500 });
    },
  });
  const request = client.request as Raw;
  await request[method]?.(path, { params, body, contentType });
  const { url, init } = sent!;
  const [address = "", query = ""] = url.slice(baseUrl.length).split(/\?(.*)/s);
  return {
    path: address,
    query: query === "" ? [] : query.split("&"),
    headers: init.headers,
    body: init.body,
  };
}
