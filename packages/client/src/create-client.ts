import {
  type CallOptions,
  type ClientOptions as RuntimeOptions,
  createApiClient,
} from "@sandboxes/client-runtime";
import {
  type ApiClientOptions,
  type Client as GeneratedClient,
  type SandboxesMethods,
  api,
} from "./client.gen.ts";
import type { SandboxWithToken } from "@sandboxes/schema";
import manifest from "../package.json" with { type: "json" };
import { type KnownStatus, createWaitFor } from "./wait-for.ts";
import { type SandboxChange, type WatchOptions, createWatch } from "./watch.ts";

/** Options of `createClient`. */
export interface ClientOptions extends ApiClientOptions {
  /**
   * The team's API key, or a function that returns the current one. `null` if a server in front of
   * the API adds it. The client sends it only to operations that need it.
   *
   * @default the environment variable `SUPERSERVE_API_KEY`
   */
  apiKey?: NonNullable<ApiClientOptions["credentials"]>["apiKey"];
}

const userAgent = `sandboxes-client/${manifest.version}`;

/** The methods of `client.sandboxes`: those of the API, and two that are made of several calls. */
export interface Sandboxes extends SandboxesMethods {
  /**
   * Waits until a sandbox has a state, by requesting it at growing intervals. It continues through
   * an outage.
   *
   * @param id the sandbox's id
   * @param state the state to wait for
   * @param options `deadline` is the longest wait in milliseconds; the default is the client's deadline,
   *   otherwise 5 minutes
   * @returns the sandbox in that state
   * @throws {StateError} immediately if the sandbox has failed, a state that it cannot leave
   * @throws {NotFoundError} immediately if there is no such sandbox
   * @throws {TimeoutError} if the deadline passes
   * @example
   * await client.sandboxes.waitFor(id, "active", { deadline: 30_000 });
   */
  waitFor(id: string, state: KnownStatus, options?: CallOptions): Promise<SandboxWithToken>;
  /**
   * Watches the sandboxes of the team, by listing them again and again. It continues through an
   * outage.
   *
   * @param options `deadline` is the longest time for one list, not for all of them, in milliseconds
   * @returns the changes since the previous list; first each sandbox as `added`
   * @throws {TypeError} if `interval` is not a number, or is below 0
   * @example
   * for await (const { type, sandbox } of client.sandboxes.watch({ metadata: { env: "prod" } }))
   *   console.log(type, sandbox.id, sandbox.status);
   */
  watch(options?: WatchOptions): AsyncGenerator<SandboxChange, void>;
}

/** The API, as `createClient` returns it. */
export interface Client extends GeneratedClient {
  readonly sandboxes: Sandboxes;
}

/**
 * Creates a client of the API. It holds no connection and needs no closing.
 *
 * @returns a method for each operation, the raw `request`, and the client's transport as `fetch`
 * @throws {TypeError} if an option cannot be used; the message never holds the API key
 * @example
 * const client = createClient(); // SUPERSERVE_API_KEY, SUPERSERVE_BASE_URL
 * const sandboxes = await client.sandboxes.list({ metadata: { env: "prod" } });
 */
export function createClient({ apiKey, ...options }: ClientOptions = {}): Client {
  const credentials = apiKey === undefined ? options.credentials : { apiKey };
  const { methods, settings, ...transport } = createApiClient({ ...api, userAgent }, {
    ...options,
    credentials,
  } as RuntimeOptions);
  // The table and the interfaces come from the same document.
  const client = { ...methods, ...transport } as unknown as GeneratedClient;
  const { sandboxes } = client;
  Object.assign(sandboxes, {
    waitFor: createWaitFor(sandboxes.get, settings),
    watch: createWatch(sandboxes.list, settings),
  });
  return client as Client;
}
