import { type Send, createSend } from "./attempts/send.ts";
import type { Call } from "./call.ts";
import { toError } from "./errors/to-error.ts";
import { createFetch } from "./methods/raw/create-fetch.ts";
import { type Run, createMethods } from "./methods/create-methods.ts";
import { createRawClient } from "./methods/raw/raw-client.ts";
import type { Operation, RunOperation } from "./operation.ts";
import { type ApiFacts, type ClientOptions, readOptions } from "./options/client-options.ts";
import type { Settings } from "./options/settings.ts";

/** An API: its operation table and the facts that all operations share. */
export interface Api extends ApiFacts {
  readonly operations: readonly Operation[];
}

/** The parts of a client that are the same for every API. */
export interface ClientParts {
  /** The methods by resource and name. */
  readonly methods: Record<string, unknown>;
  readonly request: object;
  readonly fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>;
  /** The URL of the API, absolute, without a slash at its end. */
  readonly baseUrl: string;
  readonly settings: Settings;
}

/**
 * Creates a client of an API. It holds no connection and needs no closing.
 *
 * @throws {TypeError} if an option cannot be used
 */
export function createApiClient(api: Api, options: ClientOptions = {}): ClientParts {
  const settings = readOptions(options, api);
  const { operations } = api;

  const send: Send = createSend(settings, async ({ conflict }, call) =>
    conflict ? conflict(call.path ?? {}, runById(call)) : false,
  );
  const run: Run = async (operation, call, reading) => {
    const outcome = await send(operation, call, reading);
    const { response, attempts, secrets } = outcome;
    if (outcome.error)
      throw toError(operation.id, { ...outcome.error, response, secrets }, attempts);
    operation.finish?.(outcome.data, call, runById({}));
    return { data: outcome.data, response };
  };
  /** Sends another operation, for one that needs its data. */
  const runById =
    ({ signal, deadline }: Call): RunOperation =>
    async (id, path) => {
      const operation = operations.find((row) => row.id === id)!;
      return (await run(operation, { path, signal, deadline })).data;
    };
  return {
    methods: createMethods(operations, run),
    request: createRawClient(operations, send),
    fetch: createFetch(operations, settings, send),
    baseUrl: settings.baseUrl,
    settings,
  };
}
