import type { DoubleRequest } from "../request/double-request.ts";

/**
 * Responds to the requests of a double: the `fetch` of a real server, a handler of a test, or one of
 * `stateless` and `stateful`.
 *
 * @param request the request as it was sent; its body has not been read
 * @param parsed the same request with its parts as values; `undefined` if the contract does not know
 *   the request, which only arrives here if the double is not strict
 * @returns the response; `undefined` leaves it to the double
 */
export type Responder = (
  request: Request,
  parsed: DoubleRequest | undefined,
) => Response | undefined | Promise<Response | undefined>;
