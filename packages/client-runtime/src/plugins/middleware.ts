import type { Attempt, Plugin } from "./plugin.ts";

/** The arguments that every handler of a middleware receives. */
export interface MiddlewareParams {
  /** The request, its body unread. */
  request: Request;
  /** The path of the API, with `{name}` where a path parameter stands. */
  schemaPath: string;
  /** The same for all handlers of one attempt. */
  id: string;
  /** 1 for the first attempt of a call. */
  attempt: number;
}

type Result<Value> = Value | undefined | void | Promise<Value | undefined | void>;

/**
 * Handlers of requests and answers, in the style of `openapi-fetch`. Each can be left out. Unlike
 * there they are asked for each attempt of a call, are told its number, and are not told `params`
 * and `options`. A middleware that reads none of those can be used here and there, when its
 * parameters are typed by what it reads, as `{ request: Request }`.
 */
export interface Middleware {
  /** Gives another request to send, or an answer, so that nothing is sent. */
  onRequest?(params: MiddlewareParams): Result<Request | Response>;
  /** Gives another answer. Is not asked about an answer of `onRequest`. */
  onResponse?(params: MiddlewareParams & { response: Response }): Result<Response>;
  /**
   * Gives an answer in place of a failed connection, or another error: it ends the call at once,
   * where the failed connection might have been tried again.
   */
  onError?(params: MiddlewareParams & { error: unknown }): Result<Response | Error>;
}

type Fetch = Attempt["fetch"];

/** The handlers behind each `fetch` of a middleware, so that the next plugin can join them. */
const parts = new WeakMap<Fetch, { handlers: readonly Middleware[]; fetch: Fetch }>();

/**
 * Makes a plugin of middlewares: each attempt passes `onRequest` in their order, and `onResponse`
 * and `onError` in the reverse order. Two such plugins do what one of all their middlewares does.
 *
 * An error that a handler throws is not caught: the call rejects with it and is not retried.
 *
 * @throws {TypeError} in the call, when a handler gives something else than it may
 * @example
 * const client = createClient({
 *   plugins: [
 *     middleware({
 *       onRequest({ request }) {
 *         request.headers.set("X-Trace", crypto.randomUUID());
 *       },
 *     }),
 *   ],
 * });
 */
export function middleware(...handlers: readonly Middleware[]): Plugin {
  return (next) => (attempt) => {
    const outer = parts.get(attempt.fetch);
    const all = [...(outer?.handlers ?? []), ...handlers];
    const inner = outer?.fetch ?? attempt.fetch;
    const fetch = run(all, attempt, inner);
    parts.set(fetch, { handlers: all, fetch: inner });
    return next({ ...attempt, fetch });
  };
}

/** Makes a `fetch` that passes all handlers. */
function run(handlers: readonly Middleware[], attempt: Attempt, fetch: Fetch): Fetch {
  const reversed = handlers.toReversed();
  const { number, operation } = attempt;
  return async ({ url, init }) => {
    let request = new Request(url, init);
    const rest = {
      schemaPath: operation.path,
      id: Math.random().toString(36).slice(2),
      attempt: number,
    };

    for (const handler of handlers) {
      const result = await handler.onRequest?.({ request, ...rest });
      if (result instanceof Response) return result;
      if (result) request = expect(result, Request, "onRequest", "a Request or a Response");
    }

    let response: Response | undefined;
    // Not `request.body`, which Firefox does not have, and other browsers send only over HTTP/2.
    const bytes = await request.clone().arrayBuffer();
    try {
      response = await fetch({
        url: request.url,
        init: {
          ...init,
          method: request.method,
          headers: Object.fromEntries(request.headers),
          ...(bytes.byteLength > 0 && { body: bytes }),
        },
      });
    } catch (reason) {
      let error: unknown = reason;
      for (const handler of reversed) {
        const result: unknown = await handler.onError?.({ request, error, ...rest });
        if (result instanceof Response) {
          response = result;
          break;
        }
        if (result) error = expect(result, Error, "onError", "a Response or an Error");
      }
      if (!response) throw error;
    }

    for (const handler of reversed) {
      const result: unknown = await handler.onResponse?.({ request, response, ...rest });
      if (result) response = expect(result, Response, "onResponse", "a Response");
    }
    return response;
  };
}

function expect<Value>(
  result: unknown,
  wanted: abstract new (...args: never[]) => Value,
  handler: string,
  name: string,
): Value {
  if (result instanceof wanted) return result;
  throw new TypeError(`The middleware's \`${handler}\` must give ${name}, or nothing.`);
}
