import type { Operation } from "@sandboxes/schema/operations";
import createFetchClient, { type FetchOptions } from "openapi-fetch";
import type { Settings } from "./client-options.ts";
import { ConnectionError } from "./errors/connection-error.ts";
import { hideKey, hideKeyInError } from "./hide-key.ts";
import { serializePath } from "./serialize-path.ts";
import { serializeQuery } from "./serialize-query.ts";

// The one file that knows openapi-fetch, which makes the request, sends it, and reads the
// body of an answer that is not a success.

/** One request of an operation, with the names of the wire. */
export interface Outgoing {
  path?: Readonly<Record<string, unknown>> | undefined;
  query?: Readonly<Record<string, unknown>> | undefined;
  body?: unknown;
  headers?: Headers | undefined;
  /** Headers that win over all others. */
  fixedHeaders: Readonly<Record<string, unknown>>;
  signal?: AbortSignal | undefined;
}

/** What came back. */
interface Reply {
  /** Its body is unread when the answer is a success. */
  response: Response;
  /** The body of any other answer: what its JSON says, or its text, or `undefined` when it did not arrive. */
  errorBody: unknown;
}

/** Sends one request, once, and does not judge the answer. */
export type Transport = (operation: Operation, outgoing: Outgoing) => Promise<Reply>;

type Init = Omit<FetchOptions<unknown>, "params" | "body" | "signal"> & { params: object } & Pick<
    Outgoing,
    "body" | "signal"
  >;

/**
 * Makes the function that sends requests.
 *
 * It follows no redirect: `fetch` would hand the API key on to whatever origin the redirect
 * names, since it drops no header but `Authorization` there (WHATWG Fetch, "HTTP-redirect fetch").
 */
export function createTransport(settings: Settings): Transport {
  const client = createFetchClient({
    baseUrl: settings.baseUrl,
    headers: settings.headers,
    redirect: "manual",
  });
  // Its own types are made of the paths of one API, and here any operation of a table is sent.
  const request = client.request as (
    method: string,
    path: string,
    init: Init,
  ) => Promise<{ response: Response; error?: unknown }>;

  return async (operation, { path = {}, query = {}, body, headers = {}, fixedHeaders, signal }) => {
    let arrived: Response | undefined;
    const fetch = async (sent: Request): Promise<Response> =>
      (arrived = await connect(settings, sent));
    try {
      const { response, error } = await request(operation.method, operation.path, {
        params: { path, query, header: fixedHeaders },
        pathSerializer: serializePath,
        querySerializer: (values: Record<string, unknown>) =>
          serializeQuery(operation.parameters, values),
        body,
        headers,
        signal,
        fetch,
        // Leaves the body of a success to the reader that knows what is due.
        parseAs: "stream",
      });
      return { response, errorBody: error };
    } catch (error) {
      if (!arrived) throw error;
      return { response: arrived, errorBody: undefined };
    }
  };
}

async function connect({ fetch, apiKey }: Settings, request: Request): Promise<Response> {
  try {
    const response: Response | undefined = await fetch(request);
    if (!response?.headers) throw new TypeError("The option `fetch` must give a Response.");
    return response;
  } catch (error) {
    const cause = hideKeyInError(error, apiKey);
    const { origin, pathname } = new URL(request.url);
    const message = `No answer to ${request.method} ${pathname} from ${origin}: ${reasonOf(cause)}`;
    throw new ConnectionError(hideKey(message, apiKey), { cause });
  }
}

/** Node's `fetch` says why it failed in the cause of its error, at times in no more than a code. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, code } = (error.cause ?? {}) as { message?: string; code?: string };
  return message || code || error.message;
}
