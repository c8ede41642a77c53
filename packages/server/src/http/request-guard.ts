import type { IncomingMessage } from "node:http";
import type { Refusal } from "../app.ts";
import { hostNameOf, isAddress, isLoopback } from "./host-names.ts";

/** Callers that may send requests, besides programs on this machine. */
export interface GuardOptions {
  /**
   * Host names that the server accepts, besides the names of this machine. A page cannot reach a server
   * under a name that it does not accept, which stops DNS rebinding.
   *
   * @default none on a loopback address; any name on another address
   * @example ["sandboxes.internal"]
   */
  allowedHosts?: readonly string[] | undefined;
  /**
   * Origins whose pages may send requests and read responses (CORS). The server rejects requests from
   * pages of any other origin with 403 and does not count them.
   *
   * @default []
   * @example ["https://app.example", "http://localhost:3000"]
   */
  allowedOrigins?: readonly string[] | undefined;
}

/** @returns why the server must not handle a request; `undefined` if it may */
export type RequestGuard = (incoming: IncomingMessage) => Refusal | undefined;

/** The maximum number of distinct `Host` values whose check is remembered. */
const maxRemembered = 100;

/**
 * Creates the check that keeps pages of other origins away from the server.
 *
 * Browsers mark cross-site requests with `Sec-Fetch-Site` (https://www.w3.org/TR/fetch-metadata/) and
 * state the page's origin in `Origin`. Other programs send neither, so the check does not affect them.
 *
 * @param hostname the address the server listens on
 * @param documents paths of HTML pages, which a link on any site may open
 * @param origins as `readOrigins` returns them
 * @throws {Error} if an entry of `allowedHosts` is not a host name
 */
export function createRequestGuard(
  hostname: string,
  documents: ReadonlySet<string>,
  origins: ReadonlySet<string>,
  allowedHosts: readonly string[] | undefined,
): RequestGuard {
  const isServed = hostCheck(hostname, allowedHosts);
  return (incoming) => {
    const { headers } = incoming;
    const host = hostOf(incoming);
    if (host !== "" && !isServed(host))
      return {
        status: 421,
        message: `This server does not serve the host ${JSON.stringify(host)}. Add it to the allowed hosts, or use the address that the server printed.`,
      };
    const { origin } = headers;
    const site = headers["sec-fetch-site"];
    if (origin === undefined && site === undefined) return undefined;
    if (origin !== undefined && origins.has(origin)) return undefined;
    const isOwnPage =
      site === undefined ? isSameHost(origin, host) : site === "same-origin" || site === "none";
    if (isOwnPage || isOpenedByLink(incoming, documents)) return undefined;
    return {
      status: 403,
      message: `Pages of another origin may not use this server${origin === undefined ? "" : ` (${origin})`}. Add the origin to the allowed origins if it is yours.`,
    };
  };
}

/** @returns the host that a request is for; a whole URL in its first line comes before `Host` (RFC 9112, section 3.2.2) */
function hostOf({ url = "", headers }: IncomingMessage): string {
  if (url.startsWith("/")) return headers.host ?? "";
  return /^https?:\/\/(?:[^/?#]*@)?([^/?#]*)/i.exec(url)?.[1] ?? headers.host ?? "";
}

/** @returns whether a person opens one of the server's own pages through a link on another site */
function isOpenedByLink(
  { method, url = "", headers }: IncomingMessage,
  documents: ReadonlySet<string>,
): boolean {
  return (
    method === "GET" &&
    headers["sec-fetch-mode"] === "navigate" &&
    headers["sec-fetch-dest"] === "document" &&
    documents.has(url.split("?", 1)[0] ?? "")
  );
}

function isSameHost(origin: string | undefined, host: string): boolean {
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}

function hostCheck(
  hostname: string,
  allowedHosts: readonly string[] | undefined,
): (host: string) => boolean {
  const isLocal = isLoopback(hostNameOf(addBrackets(hostname)) ?? "");
  const allowed = new Set(allowedHosts?.map(checkHost));
  const check = (host: string): boolean => {
    const name = hostNameOf(host);
    // A value that is not a host name gets its own response, with status 400.
    if (name === undefined || isLoopback(name) || allowed.has(name)) return true;
    // A page can rebind a name, but not an address.
    return !isLocal && (allowedHosts === undefined || isAddress(name));
  };
  const remembered = new Map<string, boolean>();
  return (host) => {
    let isServed = remembered.get(host);
    if (isServed !== undefined) return isServed;
    isServed = check(host);
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(host, isServed);
    return isServed;
  };
}

function addBrackets(hostname: string): string {
  return hostname.includes(":") && !hostname.startsWith("[") ? `[${hostname}]` : hostname;
}

function checkHost(host: string): string {
  const name = /[/@?#\s]/.test(host) ? undefined : hostNameOf(addBrackets(host));
  if (name === undefined)
    throw new Error(`${JSON.stringify(host)} is not a host name, such as sandboxes.internal.`);
  return name;
}

/**
 * Checks a list of origins.
 *
 * @throws {Error} if an entry is not an origin
 */
export function readOrigins(origins: readonly string[]): ReadonlySet<string> {
  return new Set(origins.map(checkOrigin));
}

function checkOrigin(origin: string): string {
  const isOrigin = /^https?:\/\//.test(origin) && URL.canParse(origin);
  if (!isOrigin || new URL(origin).origin !== origin)
    throw new Error(
      `${JSON.stringify(origin)} is not an origin. An origin is a scheme, a host and a port that is not the default, such as https://app.example or http://localhost:3000.`,
    );
  return origin;
}
