import type { Settings } from "../options/settings.ts";
import type { FetchInit } from "../request/sendable.ts";

/** The time after which Node's `fetch` gives up by itself, in milliseconds. */
const limitOfNode = 300_000;

interface Dispatcher {
  dispatch(options: object, handler: unknown): unknown;
}

/**
 * Lifts the limits of Node's `fetch` for a call that may take longer. undici ends a request whose
 * headers, or next piece of a body, take longer than 300 seconds. No other runtime has such a limit.
 *
 * @returns an option for `fetch`, if one is needed
 */
export function withoutPlatformLimits(
  { isGlobalFetch }: Pick<Settings, "isGlobalFetch">,
  init: FetchInit,
  ...times: readonly number[]
): { dispatcher?: Dispatcher } | undefined {
  if (times.every((time) => time <= limitOfNode) || !isGlobalFetch || "dispatcher" in init)
    return undefined;
  const inner = globalDispatcher();
  if (!inner) return undefined;
  const dispatcher: Dispatcher = {
    dispatch: (options, handler) =>
      inner.dispatch({ ...options, headersTimeout: 0, bodyTimeout: 0 }, handler),
  };
  return { dispatcher };
}

/** @returns the dispatcher of the undici that Node is built with, which may be a proxy's */
function globalDispatcher(): Dispatcher | undefined {
  const symbol = Symbol.for("undici.globalDispatcher.1");
  const find = (): Dispatcher | undefined =>
    (globalThis as unknown as Record<symbol, Dispatcher | undefined>)[symbol];
  // Node loads undici when a global of it is first used.
  return find() ?? (typeof Response === "function" ? find() : undefined);
}
