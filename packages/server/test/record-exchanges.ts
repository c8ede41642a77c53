import { appendFileSync } from "node:fs";
import type { App } from "@sandboxes/server";

/** A request that a test made, and its answer, as they are written: one to a line, as JSON. */
interface RecordedExchange {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: readonly [name: string, value: string][];
  /** In Base64, here and below; `null` for none. */
  readonly body: string | null;
  readonly status: number;
  readonly answerHeaders: readonly [name: string, value: string][];
  readonly answer: string | null;
}

/**
 * Writes down what an app is asked and what it answers, for an independent reader of the spec to judge.
 * An exchange that does not come to its end is left out, and so is a stream of events: OpenAPI 3.1
 * cannot say what is in one.
 *
 * @param file where lines are added
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
