import { servers } from "@sandboxes/schema/operations";
import type { HeadersOption } from "./call-options.ts";
import { readEnv } from "./read-env.ts";
import { toHeaders } from "./to-headers.ts";

/** What `createClient` takes. */
export interface ClientOptions {
  /**
   * The team's API key. Sent as `X-API-Key`, only where an operation asks for it.
   *
   * @default the environment variable `SUPERSERVE_API_KEY`
   */
  apiKey?: string | undefined;
  /**
   * Where the API answers, with a path if it has one.
   *
   * @default the environment variable `SUPERSERVE_BASE_URL`, or else the staging API
   */
  baseUrl?: string | undefined;
  /**
   * Sends a request. Give another one to go through a proxy, to log, or to test without a network.
   *
   * @default the global `fetch`, as it is when a request is sent
   * @example
   * createClient({ fetch: (request) => app.fetch(request) });
   */
  fetch?: ((request: Request) => Response | Promise<Response>) | undefined;
  /**
   * Headers of every request.
   *
   * @example
   * createClient({ headers: { "User-Agent": "my-agent/1.0" } });
   */
  headers?: HeadersOption | undefined;
}

/** The options, checked and complete. */
export interface Settings {
  readonly apiKey: string | undefined;
  readonly baseUrl: string;
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly headers: Headers;
}

/**
 * Completes the options from the environment and checks them.
 *
 * @throws {TypeError} when one cannot be used; no message holds the key
 */
export function readOptions(options: ClientOptions): Settings {
  return {
    apiKey: readApiKey(options.apiKey),
    baseUrl: readBaseUrl(options.baseUrl),
    fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
    headers: toHeaders(options.headers ?? {}),
  };
}

function readApiKey(given: string | undefined): string | undefined {
  const key = given ?? readEnv("SUPERSERVE_API_KEY");
  if (key === undefined || key === "") return undefined;
  // RFC 9110, section 5.5, without the whitespace that a header would lose at its ends.
  if (typeof key === "string" && /^[!-~]+$/.test(key)) return key;
  const name =
    given === undefined ? "The environment variable SUPERSERVE_API_KEY" : "The option `apiKey`";
  throw new TypeError(
    `${name} must be made of visible ASCII characters. Look for a space or a line break around the key.`,
  );
}

function readBaseUrl(given: string | undefined): string {
  const text = given ?? readEnv("SUPERSERVE_BASE_URL") ?? servers[0].url;
  const url = parseUrl(text);
  if (
    url &&
    /^https?:$/.test(url.protocol) &&
    !(url.username || url.password || url.search || url.hash)
  ) {
    return url.href.replace(/\/+$/, "");
  }
  const name =
    given === undefined ? "The environment variable SUPERSERVE_BASE_URL" : "The option `baseUrl`";
  // Without the text itself, which can hold a password.
  throw new TypeError(
    `${name} must be an absolute http:// or https:// URL without credentials, query and fragment, such as ${servers[0].url}.`,
  );
}

/** What `URL.parse` does, which Node has from version 22 on. */
function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
