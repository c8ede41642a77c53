import type { Plugin } from "./exchange.ts";

/** What every handler of a middleware is told. */
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

/** Handlers of requests and answers, in the style of `openapi-fetch`. Each can be left out. */
export interface Middleware {
  /** Gives another request to send, or an answer, so that nothing is sent. */
  onRequest?(params: MiddlewareParams): Result<Request | Response>;
  /** Gives another answer. Is not asked about an answer of `onRequest`. */
  onResponse?(params: MiddlewareParams & { response: Response }): Result<Response>;
  /** Gives an answer in place of a failed connection, or another error. */
  onError?(params: MiddlewareParams & { error: unknown }): Result<Response | Error>;
}

/**
 * Makes a plugin of middlewares: each attempt passes `onRequest` in their order, and `onResponse`
 * and `onError` in the reverse order.
 *
 * What a handler throws is not caught: the call rejects with it, and is not tried again.
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
  const reversed = handlers.toReversed();
  return (next) => (attempt) =>
    next({
      ...attempt,
      async fetch({ url, init }) {
        let request = new Request(url, init);
        const { number, operation } = attempt;
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
        try {
          response = await attempt.fetch({
            url: request.url,
            init: {
              ...init,
              method: request.method,
              headers: Object.fromEntries(request.headers),
              // Not the stream itself, which browsers send over HTTP/2 alone.
              ...(request.body && { body: await request.clone().arrayBuffer() }),
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
      },
    });
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
