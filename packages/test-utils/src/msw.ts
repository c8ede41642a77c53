import { defaultServer } from "@sandboxes/schema/operations";
import { type HttpHandler, http } from "msw";
import type { TestApi } from "./create-test-api.ts";

/** Options for the handlers. */
export interface HandlerOptions {
  /**
   * The base URL that the code under test uses. The handlers respond to every request below it.
   *
   * @default the first server in the spec, which is also the default of the client
   */
  readonly baseUrl?: string;
}

/**
 * Creates handlers for Mock Service Worker that pass every request for the API to a test API. Handlers
 * that you add with `server.use` run first.
 *
 * @example
 * const api = await createTestApi({ sandboxes: [{ name: "demo" }] });
 * const server = setupServer(...createHandlers(api));
 */
export function createHandlers(
  api: Pick<TestApi, "fetch" | "baseUrl">,
  { baseUrl = defaultServer }: HandlerOptions = {},
): HttpHandler[] {
  const base = new URL(baseUrl).href.replace(/\/$/, "");
  return [
    http.all(`${base}/*`, async ({ request }) => {
      const { href } = new URL(request.url);
      return await api.fetch(new Request(`${api.baseUrl}${href.slice(base.length)}`, request));
    }),
  ];
}
