import type { paths } from "@sandboxes/schema";
import { type Resources, type operations, requests } from "@sandboxes/schema/operations";
import { type ClientOptions, readOptions } from "./client-options.ts";
import { createRawClient } from "./raw-client.ts";
import type { RawClient } from "./raw-types.ts";
import { createResourceMethods } from "./resource-methods.ts";
import type { ResourceMethods } from "./resource-types.ts";
import { createSend } from "./send.ts";

/** The API, as `createClient` gives it. */
export interface Client extends ResourceMethods<Resources, typeof operations> {
  /**
   * The API by method and path, for who wants the answer whatever its status: it rejects when
   * there is none, or when a success is not what the contract says.
   *
   * @example
   * const { data, error } = await client.request.GET("/sandboxes", {
   *   params: { query: { metadata: { "metadata.env": "prod" } } },
   * });
   */
  readonly request: RawClient<paths>;
}

/**
 * Makes a client of the API. It holds no connection and needs no closing.
 *
 * @returns a method for each operation, and the raw `request`
 * @throws {TypeError} when an option cannot be used; the message never holds the API key
 * @example
 * const client = createClient(); // SUPERSERVE_API_KEY, SUPERSERVE_BASE_URL
 * const sandboxes = await client.sandboxes.list({ metadata: { env: "prod" } });
 */
export function createClient(options: ClientOptions = {}): Client {
  const send = createSend(readOptions(options));
  const client = {
    request: createRawClient(requests, send),
    ...createResourceMethods(requests, send),
  };
  // The generated types and the generated table come from the same description.
  return client as unknown as Client;
}
