import { appendFileSync } from "node:fs";
import type { App } from "@sandboxes/server";

/** A recorded request and its response, as one line of JSON. */
interface RecordedExchange {
  readonly method: string;
  /** The path with the query. */
  readonly path: string;
  readonly headers: readonly [name: string, value: string][];
  /** In Base64, like all bodies here; `null` for no body. */
  readonly body: string | null;
  readonly status: number;
  readonly answerHeaders: readonly [name: string, value: string][];
  readonly answer: string | null;
}

/**
 * Records the requests and responses of an app, so that an independent tool can check them against the
 * spec. It leaves out incomplete exchanges and event streams, because OpenAPI 3.1 cannot describe the events
 * of a stream.
 *
 * @param file the file to append lines to
 */
export function recordExchanges(app: App, file: string): App {
  return {
    ...app,
    fetch: async (request, context) => {
      const body = request.body === null ? null : toBase64(request.clone());
      body?.catch(() => {});
      const response = await app.fetch(request, context);
      if (response.headers.get("Content-Type") === "text/event-stream") return response;
      const write = (answer: string | null, sent: string | null): void => {
        const { pathname, search } = new URL(request.url);
        const exchange: RecordedExchange = {
          method: request.method,
          path: pathname + search,
          headers: [...request.headers],
          body: sent,
          status: response.status,
          answerHeaders: [...response.headers],
          answer,
        };
        appendFileSync(file, `${JSON.stringify(exchange)}\n`);
      };
      const answer = response.body === null ? null : toBase64(response.clone());
      void Promise.all([answer, body])
        .then(([told, sent]) => write(told, sent))
        .catch(() => {});
      return response;
    },
  };
}

async function toBase64(message: Request | Response): Promise<string> {
  return Buffer.from(await message.arrayBuffer()).toString("base64");
}
