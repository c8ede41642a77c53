import type { paths } from "@sandboxes/schema";
import { type Resources, type operations, requests } from "@sandboxes/schema/operations";
import { type ClientOptions, readOptions } from "./client-options.ts";
import { createRawClient } from "./raw-client.ts";
import type { RawClient } from "./raw-types.ts";
import { createResourceMethods } from "./resource-methods.ts";
import type { ResourceMethods } from "./resource-types.ts";
import { createSend } from "./send.ts";
import { type WaitFor, createWaitFor } from "./wait-for.ts";
import { type Watch, createWatch } from "./watch.ts";

type ApiMethods = ResourceMethods<Resources, typeof operations>;

/** What is made of several calls. */
interface Waiters {
  /**
   * Waits until a sandbox has a state, asking for it again and again, at growing intervals.
   *
   * @param options.deadline the longest that is waited, in milliseconds; by default that of the
   *   client, or 5 minutes where it has none
   * @returns the sandbox in that state
   * @throws {StateError} at once when it has failed, which it cannot leave
   * @throws {NotFoundError} at once when there is no such sandbox, any more
   * @throws {TimeoutError} when the deadline would pass; all that `get` throws
   * @example
   * await client.sandboxes.waitFor(id, "active", { deadline: 30_000 });
   */
  readonly waitFor: WaitFor;
  /**
   * Watches the sandboxes of the team, by listing them again and again.
   *
   * @param options.deadline how long one look may take, in milliseconds, not all of them
   * @returns what changed since the list before: first each one there is as `added`
   * @throws {TypeError} when `interval` cannot be used; all that `list` throws
   * @example
   * for await (const { type, sandbox } of client.sandboxes.watch({ metadata: { env: "prod" } }))
   *   console.log(type, sandbox.id, sandbox.status);
   */
  readonly watch: Watch;
}

/** The API, as `createClient` gives it. */
export interface Client extends ApiMethods {
  readonly sandboxes: ApiMethods["sandboxes"] & Waiters;
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
 * @throws {TypeError} when the key, the base URL, a header or a number cannot be used; the message
 *   never holds the API key
 * @example
 * const client = createClient(); // SUPERSERVE_API_KEY, SUPERSERVE_BASE_URL
 * const sandboxes = await client.sandboxes.list({ metadata: { env: "prod" } });
 */
export function createClient(options: ClientOptions = {}): Client {
  const settings = readOptions(options);
  const send = createSend(settings);
  const resources = createResourceMethods(requests, send, settings.apiKey) as unknown as ApiMethods;
  const { sandboxes } = resources;
  Object.assign(sandboxes, {
    waitFor: createWaitFor(sandboxes.get, settings),
    watch: createWatch(sandboxes.list, settings),
  });
  const client = { ...resources, request: createRawClient(requests, send) };
  // The generated types and the generated table come from the same description.
  return client as unknown as Client;
}
