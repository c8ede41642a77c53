import { decodeBody } from "../faults/damage-body.ts";
import { orAborted } from "./or-aborted.ts";

/** Options for `install`. */
export interface InstallOptions {
  /**
   * How to handle a request to another host: `reject` fails the test, `pass` sends the request.
   *
   * @default "reject"
   */
  readonly otherHosts?: "reject" | "pass";
}

/** A replacement of the global `fetch`. `using` restores the original at the end of the scope. */
export interface Installation {
  remove(): void;
  [Symbol.dispose](): void;
}

/** Replaces the global `fetch`. With `pass`, the original handles other hosts. */
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
    // Do not undo a later installation.
    if (globalThis.fetch === replacement) globalThis.fetch = before;
  };
  return { remove, [Symbol.dispose]: remove };
}
