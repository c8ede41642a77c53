import { type HttpHandler, http } from "msw";
import type { Double } from "../double.ts";
import { decodeBody } from "../faults/damage-body.ts";

/**
 * Creates the handlers of Mock Service Worker 2 or 3 that hand every request for the API to a
 * double. What `server.use` adds goes first.
 *
 * @example
 * const server = setupServer(...createHandlers(double));
 */
export function createHandlers(double: Pick<Double, "respond" | "baseUrls">): HttpHandler[] {
  return double.baseUrls.map((url) =>
    http.all(`${url.replace(/\/$/, "")}/*`, async ({ request }) =>
      decodeBody(await double.respond(request)),
    ),
  );
}
