import { ConnectionError } from "../errors/connection-error.ts";
import { copyError, hideSecrets } from "../errors/hide-secrets.ts";
import type { Settings } from "../options/settings.ts";
import type { Sendable } from "./sendable.ts";

/**
 * Marks errors that end a call: `transport` does not turn them into a `ConnectionError`, and nothing
 * retries them. A test double throws such an error for a request that the test must not send.
 */
const final = Symbol.for("@sandboxes/client-runtime/final");

/**
 * Sends one request, once, and returns its response whatever the status.
 *
 * @throws {ConnectionError} if no response arrives
 */
export async function transport(
  { fetch }: Pick<Settings, "fetch">,
  { url, init }: Sendable,
  secrets: readonly string[],
): Promise<Response> {
  try {
    const response: Response | undefined = await fetch(url, init);
    if (!response?.headers) throw new TypeError("`fetch` must return a Response.");
    return response;
  } catch (error) {
    if (final in Object(error)) throw error;
    const cause = copyError(error, secrets) as Error & { cause?: Error & { code?: string } };
    // Node's `fetch` gives the reason in the cause of its error, sometimes only as a code.
    const reason = cause.cause?.message || cause.cause?.code || cause.message;
    const message = `No response to ${init.method} ${url.replace(/\?.*/s, "")}: ${reason}`;
    throw new ConnectionError(hideSecrets(message, secrets), "Check the network and `baseUrl`.", {
      cause,
    });
  }
}
