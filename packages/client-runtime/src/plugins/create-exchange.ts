import type { Settings } from "../options/settings.ts";
import { readData } from "../response/read-data.ts";
import { readErrorResponse } from "../response/read-error.ts";
import type { Exchange } from "./plugin.ts";

/** Creates the exchange of a client: sends a request and reads its response, inside its plugins. */
export function createExchange(settings: Settings): Exchange {
  const exchange: Exchange = async (attempt) => {
    const response = await attempt.fetch(attempt);
    const isResponse = attempt.mode === "response";
    if (response.status >= 400) {
      // The caller of `client.fetch` gets the body unread.
      const readable = isResponse ? response.clone() : response;
      const error = await readErrorResponse(readable, settings.readError, attempt.secrets);
      return { error, response };
    }
    if (isResponse) return { data: undefined, response };
    return { data: await readData(attempt, response), response };
  };
  return settings.plugins.reduceRight((next, plugin) => plugin(next), exchange);
}
