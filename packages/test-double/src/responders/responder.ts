import type { DoubleRequest } from "../request/double-request.ts";

/**
 * Responds to the requests of a double: the `fetch` of a real server, a handler of a test, or one of
 * `stateless` and `stateful`.
 *
 * @param request the request as it was sent; its body has not been read
 * @param parsed the same request with its parts as values
 */
export type Responder = (
  request: Request,
  parsed: DoubleRequest,
) => Response | undefined | Promise<Response | undefined>;
