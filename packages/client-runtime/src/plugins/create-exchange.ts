import type { Settings } from "../options/settings.ts";
import { readErrorResponse } from "../response/read-error.ts";
import type { Exchange } from "./plugin.ts";

/** Creates the exchange of a client: sends a request and reads its response, inside its plugins. */
export function createExchange({ plugins, readError }: Settings): Exchange {
  const exchange: Exchange = async (attempt) => {
    const response = await attempt.fetch(attempt);
    if (response.status < 400) return { data: await attempt.read(response), response };
    // A caller that reads the body gets it unread.
    const readable = attempt.mode === "response" ? response.clone() : response;
    return { error: await readErrorResponse(readable, readError, attempt.secrets), response };
  };
  return plugins.reduceRight((next, plugin) => plugin(next), exchange);
}
