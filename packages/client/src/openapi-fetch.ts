import { type Client, createClient } from "@sandboxes/client";
import { serializers } from "@sandboxes/client-runtime/openapi-fetch";
import type { paths } from "@sandboxes/schema";
import createFetchClient, { type Client as FetchClient } from "openapi-fetch";
import { api } from "./client.gen.ts";

/** A client of openapi-fetch, typed by the paths of this API. */
export type OpenapiFetchClient = FetchClient<paths>;

/**
 * Creates a client of openapi-fetch that sends through a client of this package: with its credentials,
 * retries, deadlines and plugins. Use it with openapi-react-query, swr-openapi and other code for
 * openapi-fetch.
 *
 * It resolves for every status. `error` is the response body. A connection failure, a timeout or an abort
 * rejects as in the other client. The types of openapi-fetch 0.17 do not keep open unions: write
 * `String(error.error.code)` to compare a code.
 *
 * @param client the client to send through, `createClient()` by default
 * @returns the client that openapi-fetch itself creates, with its middlewares
 * @throws {TypeError} if the client cannot be created
 * @example
 * const client = createOpenapiFetch(createClient({ deadline: 30_000 }));
 * const { data, error } = await client.GET("/sandboxes/{sandbox_id}", {
 *   params: { path: { sandbox_id } },
 * });
 */
export function createOpenapiFetch(
  client: Pick<Client, "fetch" | "baseUrl"> = createClient(),
): OpenapiFetchClient {
  const { fetch, baseUrl } = client;
  return createFetchClient<paths>({ baseUrl, fetch, ...serializers(api) });
}
