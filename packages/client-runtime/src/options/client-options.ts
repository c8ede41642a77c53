import { type Clock, systemClock } from "../attempts/clock.ts";
import type { Credential, CredentialOption } from "../operation.ts";
import type { Plugin } from "../plugins/plugin.ts";
import { checkSecret } from "../request/check-secret.ts";
import { toHeaderFields } from "../request/header-fields.ts";
import type { ReadError } from "../response/error-fields.ts";
import type { HeadersOption, RetryOptions } from "./call-options.ts";
import { defaultLimits, readLimits, toLimit } from "./limits.ts";
import { readEnv } from "./read-env.ts";
import type { FetchOption, Settings } from "./settings.ts";

/** Options of every client. */
export interface ClientOptions extends RetryOptions {
  /**
   * The credentials by the name of their security scheme in the API's document. The client picks
   * the scheme whose credentials are there.
   *
   * @default the environment variables that the client names, if any
   * @example
   * { credentials: { token: async () => currentToken() } }
   * { credentials: { login: { username: "ada", password } } }
   * { credentials: { token: null } } // a server in front of the API adds it
   */
  credentials?: Readonly<Record<string, CredentialOption | undefined>> | undefined;
  /**
   * The URL of the API, including its path. In a browser it may be relative to the page.
   *
   * @default the environment variable that the client names, otherwise the document's first server
   */
  baseUrl?: string | undefined;
  /**
   * The variables of the document's first server.
   *
   * @default the document's defaults
   */
  serverVariables?: Readonly<Record<string, string>> | undefined;
  /**
   * Sends a request, with the same arguments as the platform's `fetch`. Use it for a proxy, for
   * logs, or for tests without a network.
   *
   * @default the global `fetch`, looked up for each request
   */
  fetch?: FetchOption | undefined;
  /**
   * Headers of every request.
   *
   * @default none
   */
  headers?: HeadersOption | undefined;
  /**
   * Other options of `fetch` for every request, such as `cache`, `keepalive` or `dispatcher` (Node).
   *
   * @default none
   */
  init?: Readonly<Record<string, unknown>> | undefined;
  /**
   * The number of retries that the client has in reserve. Each retry takes one; ten successful calls
   * return one. So a client does not multiply the load on an API that is failing. Status 408, 409 and
   * 429 take none. `Infinity` turns the budget off.
   *
   * @default 20
   */
  retryBudget?: number | undefined;
  /**
   * Observe or change each attempt, the first one outermost.
   *
   * @default none
   */
  plugins?: readonly Plugin[] | undefined;
  /**
   * Allows credentials in a browser, where everyone who opens the page can read them.
   *
   * @default false
   */
  dangerouslyAllowBrowser?: boolean | undefined;
  /**
   * Returns a number from 0 up to 1, for the length of waits. A test can pass its own.
   *
   * @default Math.random
   */
  random?: (() => number) | undefined;
  /** Tells the time and waits. A test can pass its own. */
  clock?: Clock | undefined;
}

/** Facts about an API that the options of its clients depend on. */
export interface ApiFacts {
  /** The document's first server, or what makes its URL of variables. */
  readonly server?: string | ((variables: Readonly<Record<string, string>>) => string);
  /** Names of environment variables. */
  readonly environment?: {
    readonly baseUrl?: string;
    /** By the name of the scheme. */
    readonly credentials?: Readonly<Record<string, string>>;
  };
  /** Where an error response has its code and message. */
  readonly errors: ReadError;
  /** Sent as `User-Agent` where the runtime allows it, such as `"pets-client/1.2.0"`. */
  readonly userAgent?: string;
}

/**
 * Checks the options and completes them from the environment.
 *
 * @throws {TypeError} if an option cannot be used; the message holds no secret
 */
export function readOptions(options: ClientOptions, api: ApiFacts): Settings {
  const { fetch } = options;
  const baseUrl = options.baseUrl ?? fromEnv(api.environment?.baseUrl);
  const headers = toHeaderFields(options.headers);
  const { server } = api;
  const ownUrl = typeof server === "function" ? server(options.serverVariables ?? {}) : server;
  // A browser would send a preflight request for it, or does not allow it.
  if (api.userAgent && !("document" in globalThis) && !("importScripts" in globalThis))
    headers["user-agent"] ??= api.userAgent;
  return {
    baseUrl: readBaseUrl(baseUrl ?? ownUrl, api.environment?.baseUrl),
    isBaseUrlGiven: baseUrl !== undefined,
    fetch: fetch ?? ((url, init) => globalThis.fetch(url, init)),
    isGlobalFetch: fetch === undefined,
    headers,
    credentials: readCredentials(options, api),
    init: options.init,
    limits: readLimits(options, defaultLimits),
    retryBudget: toLimit("retryBudget", options.retryBudget ?? 20),
    plugins: options.plugins ?? [],
    readError: api.errors,
    random: options.random ?? Math.random,
    clock: options.clock ?? systemClock,
  };
}

function fromEnv(name: string | undefined): string | undefined {
  return name === undefined ? undefined : readEnv(name);
}

function readCredentials(options: ClientOptions, api: ApiFacts): Settings["credentials"] {
  const credentials: Record<string, CredentialOption | undefined> = {};
  for (const [name, variable] of Object.entries(api.environment?.credentials ?? {}))
    credentials[name] = readEnv(variable);
  for (const [name, credential] of Object.entries(options.credentials ?? {}))
    // An empty text is an unset variable, and explicitly no credential.
    if (credential !== undefined) credentials[name] = credential === "" ? undefined : credential;
  for (const [name, credential] of Object.entries(credentials)) {
    if (credential === undefined || credential === null) continue;
    if (isBrowser() && !options.dangerouslyAllowBrowser)
      throw new TypeError(
        `In a browser the credential \`${name}\` needs \`dangerouslyAllowBrowser\`: everyone who opens the page can read it.`,
      );
    checkCredential(name, credential);
  }
  return credentials;
}

function checkCredential(name: string, credential: Exclude<CredentialOption, null>): void {
  if (typeof credential === "function") return;
  if (typeof credential === "string") {
    checkSecret(name, credential);
    return;
  }
  const { username, password } = Object(credential) as Partial<Exclude<Credential, string>>;
  if (typeof username === "string" && typeof password === "string") return;
  throw new TypeError(
    `The credential \`${name}\` must be a text, \`{ username, password }\`, a function or null.`,
  );
}

/** Whether a user's browser runs this. jsdom and happy-dom run on Node. */
function isBrowser(): boolean {
  const { process } = globalThis as { process?: { versions?: { node?: string } } };
  return "document" in globalThis && !process?.versions?.node;
}

function readBaseUrl(baseUrl: string | undefined, variable: string | undefined): string {
  const { location } = globalThis as { location?: { href: string } };
  const isAbsolute = /^https?:\/\//i.test(baseUrl ?? "");
  if (baseUrl && (isAbsolute || location) && /^[^?#@\s]+$/.test(baseUrl)) {
    try {
      // Not URL.canParse, which Safari has only since 17.
      const url = new URL(baseUrl, isAbsolute ? undefined : location?.href);
      if (/^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, "");
    } catch {
      // The message below says what is wrong.
    }
  }
  // The value is not shown, because it can hold a password.
  throw new TypeError(
    `\`baseUrl\`${variable ? ` (${variable})` : ""} must be an http(s) URL without user, query and hash.`,
  );
}
