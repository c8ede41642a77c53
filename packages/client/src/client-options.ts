import { defaultServer } from "@sandboxes/schema/operations";
import type { HeadersOption, RetryOptions } from "./call-options.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { Plugin } from "./exchange.ts";
import { type Limits, readLimits } from "./limits.ts";
import { readEnv } from "./read-env.ts";
import { toHeaderFields } from "./to-header-fields.ts";

/** What `createClient` takes. */
export interface ClientOptions extends RetryOptions {
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
  /**
   * How many retries the client has in stock. Each one takes one, and every ten calls that succeed
   * give one back, so that an API that is failing is not asked several times as much. Status
   * 408, 409 and 429 take none. `Infinity` for no limit.
   *
   * @default 20
   */
  retryBudget?: number | undefined;
  /**
   * Sees and changes each attempt, the first one outermost.
   *
   * @default none
   */
  plugins?: readonly Plugin[] | undefined;
  /**
   * Lets a browser have the API key, which everybody who opens the page can then read.
   *
   * @default false
   */
  dangerouslyAllowBrowser?: boolean | undefined;
  /**
   * Gives a number from 0 up to 1, for the length of waits. Give another one for tests.
   *
   * @default Math.random
   */
  random?: (() => number) | undefined;
  /** Tells the time and waits. Give another one for tests. */
  clock?: Clock | undefined;
}

/** The options, checked and complete. */
export interface Settings {
  readonly apiKey: string | undefined;
  readonly baseUrl: string;
  readonly fetch: (url: string, init: RequestInit) => Response | Promise<Response>;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly limits: Limits;
  readonly plugins: readonly Plugin[];
  readonly random: () => number;
  readonly clock: Clock;
}

/**
 * Completes the options from the environment and checks them.
 *
 * @throws {TypeError} when one cannot be used; no message holds the key
 */
export function readOptions(options: ClientOptions): Settings {
  const { fetch } = options;
  return {
    apiKey: readApiKey(options),
    baseUrl: readBaseUrl(options.baseUrl),
    // The global one makes a request of its own anyway.
    fetch: fetch
      ? (url, init) => fetch(new Request(url, init))
      : (url, init) => globalThis.fetch(url, init),
    headers: toHeaderFields(options.headers),
    limits: readLimits(options),
    plugins: options.plugins ?? [],
    random: options.random ?? Math.random,
    clock: options.clock ?? systemClock,
  };
}

function readApiKey({ apiKey, dangerouslyAllowBrowser }: ClientOptions): string | undefined {
  const key = apiKey ?? readEnv("SUPERSERVE_API_KEY");
  if (!key) return undefined;
  if ("document" in globalThis && !dangerouslyAllowBrowser)
    throw new TypeError("In a browser `apiKey` needs `dangerouslyAllowBrowser`.");
  // RFC 9110, section 5.5, without the whitespace that a header would lose at its ends, and without
  // what JSON escapes: an answer that repeats the key is searched for it as it is.
  if (typeof key === "string" && /^[!#-[\]-~]+$/.test(key)) return key;
  throw new TypeError('`apiKey` (SUPERSERVE_API_KEY) must be visible ASCII, no spaces, " and \\.');
}

function readBaseUrl(baseUrl: string | undefined): string {
  const url = baseUrl ?? readEnv("SUPERSERVE_BASE_URL") ?? defaultServer;
  if (/^https?:\/\/[^?#@\s]+$/i.test(url) && URL.canParse(url))
    return new URL(url).href.replace(/\/+$/, "");
  // Without the text itself, which can hold a password.
  throw new TypeError(
    "`baseUrl` (SUPERSERVE_BASE_URL) must be an http(s) URL without user, query and hash.",
  );
}
