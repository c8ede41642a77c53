import type { DoubleRequest } from "../request/double-request.ts";

/**
 * Responds to the requests of a double: the `fetch` of a real server, a handler of a test, `stateless`
 * or `stateful`.
 *
 * @param request the request as it was sent; its body has not been read
 * @param parsed the same request with parsed parts; `undefined` if the contract does not define the
 *   request, which happens only with `strict: false`
 * @returns the response; `undefined` lets the double respond
 */
export type Responder = (
  request: Request,
  parsed: DoubleRequest | undefined,
) => Response | undefined | Promise<Response | undefined>;
