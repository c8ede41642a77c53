import { decodeBody } from "../faults/damage-body.ts";
import { orAborted } from "./or-aborted.ts";

/** Options for `install`. */
export interface InstallOptions {
  /**
   * What happens to a request for another host: `reject` makes the test fail, `pass` sends it.
   *
   * @default "reject"
   */
  readonly otherHosts?: "reject" | "pass";
}

/** A global `fetch` that has been replaced. `using` puts the old one back at the end of its scope. */
export interface Installation {
  remove(): void;
  [Symbol.dispose](): void;
}

/** Replaces the global `fetch`. The one that was there handles other hosts, if it may. */
export function installFetch(
  baseUrls: readonly string[],
  answer: (request: Request) => Promise<Response>,
  { otherHosts = "reject" }: InstallOptions = {},
): Installation {
  const before = globalThis.fetch;
  const origins = new Set(baseUrls.map((url) => new URL(url).origin));
  const replacement: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    if (otherHosts === "pass" && !origins.has(new URL(request.url).origin)) return before(request);
    return orAborted(request.signal, async () => decodeBody(await answer(request)));
  };
  globalThis.fetch = replacement;
  const remove = (): void => {
    // Another installation that came later stays.
    if (globalThis.fetch === replacement) globalThis.fetch = before;
  };
  return { remove, [Symbol.dispose]: remove };
}
