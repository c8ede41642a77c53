import { defaultServer } from "@sandboxes/schema/operations";
import { type HttpHandler, http } from "msw";
import type { TestApi } from "./create-test-api.ts";

/** What is handed over to a test API. */
export interface HandlerOptions {
  /**
   * Where the code under test expects the API: everything below is answered.
   *
   * @default the first server of the description, which is the default of the client too
   */
  readonly baseUrl?: string;
}

/**
 * Makes the handlers of Mock Service Worker that hand every request for the API to a test API. They
 * answer nothing by themselves: what one of `server.use` answers goes first.
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
