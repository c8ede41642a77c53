import type { ErrorResponse } from "@sandboxes/schema";
import type { Operation } from "@sandboxes/schema/operations";
import type { CallOptions } from "./call-options.ts";
import type { Settings } from "./client-options.ts";
import { credentials } from "./credentials.ts";
import { orAbort } from "./or-abort.ts";
import { readData } from "./read-data.ts";
import { readErrorBody } from "./read-error-body.ts";
import { toHeaders } from "./to-headers.ts";
import { type Outgoing, createTransport } from "./transport.ts";

/** One call of an operation, with the names of the wire. */
export interface Call extends CallOptions, Pick<Outgoing, "path" | "query" | "body"> {
  /** The header parameters of the operation. */
  header?: Readonly<Record<string, unknown>> | undefined;
}

/** The answer to a call: data of a success, otherwise an error. */
export type Answer =
  | { data: unknown; error?: never; response: Response }
  | { data?: never; error: ErrorResponse; response: Response };

/** Calls an operation. Both the methods and the raw client are made of this. */
export type Send = (operation: Operation, call: Call) => Promise<Answer>;

/** Makes the function that every call of a client goes through. */
export function createSend(settings: Settings): Send {
  const transport = createTransport(settings);

  async function exchange(
    operation: Operation,
    { path, query, header, body, signal, ...call }: Call,
  ): Promise<Answer> {
    const headers = call.headers && toHeaders(call.headers);
    const contentType = body === undefined ? {} : { "Content-Type": operation.consumes };
    const fixedHeaders = { ...header, ...contentType, ...credentials(operation, settings.apiKey) };
    const { response, errorBody } = await transport(operation, {
      path,
      query,
      body,
      headers,
      fixedHeaders,
      signal,
    });
    if (!response.ok)
      return { error: readErrorBody(errorBody, response, settings.apiKey), response };
    return { data: await readData(operation, response, settings.apiKey), response };
  }

  return async (operation, call) => {
    const { signal } = call;
    return signal ? orAbort(signal, () => exchange(operation, call)) : exchange(operation, call);
  };
}
