import { defaultServer } from "@sandboxes/schema/operations";
import {
  type HandlerOptions,
  createHandlers as createDoubleHandlers,
} from "@sandboxes/test-double/msw";
import type { HttpHandler } from "msw";
import type { TestApi } from "./create-test-api.ts";

export type { HandlerOptions } from "@sandboxes/test-double/msw";

/**
 * Creates handlers for Mock Service Worker that pass every request for the API to a test API. Handlers
 * that you add with `server.use` run first.
 *
 * @param options.baseUrl the base URL that the code under test uses. The default is the first server in
 *   the spec, which is also the default of the client.
 * @returns the handlers
 * @example
 * const api = await createTestApi({ sandboxes: [{ name: "demo" }] });
 * const server = setupServer(...createHandlers(api));
 */
export function createHandlers(
  api: Pick<TestApi, "respond" | "baseUrl" | "baseUrls">,
  { baseUrl = defaultServer }: HandlerOptions = {},
): HttpHandler[] {
  return createDoubleHandlers(api, { baseUrl });
}
