import { ConnectionError } from "../errors/connection-error.ts";
import { copyError, hideSecrets } from "../errors/hide-secrets.ts";
import type { Settings } from "../options/settings.ts";
import type { Sendable } from "./sendable.ts";

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
    const cause = copyError(error, secrets) as Error & { cause?: Error & { code?: string } };
    // Node's `fetch` gives the reason in the cause of its error, sometimes only as a code.
    const reason = cause.cause?.message || cause.cause?.code || cause.message;
    const message = `No response to ${init.method} ${url.replace(/\?.*/s, "")}: ${reason}`;
    throw new ConnectionError(hideSecrets(message, secrets), "Check the network and `baseUrl`.", {
      cause,
    });
  }
}
