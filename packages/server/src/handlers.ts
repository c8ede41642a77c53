import type { Sandbox, operations } from "@sandboxes/schema";
import { operations as table } from "@sandboxes/schema/operations";
import { schemas } from "@sandboxes/schema/schemas";
import { requests } from "@sandboxes/schema/validators";
import type { ApiFault } from "./api-fault.ts";
import { JsonArray, jsonArray } from "./json-array.ts";
import { jsonText } from "./json-text.ts";
import { type SandboxRecord, isTimed, observe } from "./lifecycle/lifecycle.ts";
import { type MaybePromise, whenReady } from "./maybe-promise.ts";
import { readMetadataFilter } from "./read-metadata-filter.ts";
import type { Input } from "./request/check-request.ts";
import type { WithoutNulls } from "./request/without-nulls.ts";
import { collectOutput } from "./runtime/collect-output.ts";
import type { Command, Ending } from "./runtime/runtime.ts";
import { execEvents } from "./sandboxes/exec-events.ts";
import type { Follow } from "./sandboxes/running-machine.ts";
import type { Sandboxes } from "./sandboxes/sandboxes.ts";
import type { Store } from "./store/store.ts";
import { Streamed } from "./streamed.ts";

/** One call of an operation. */
interface Call extends Input {
  /** Aborted when the caller goes away. Its signal is made when it is asked for, so few should. */
  readonly request: Pick<Request, "url" | "signal">;
  /** Id of the team whose key came with the request; `""` where an operation needs no key. */
  readonly team: string;
  readonly requestId: string;
}

/** What the operations stand on. */
interface Surroundings {
  readonly store: Store;
  readonly sandboxes: Sandboxes;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly version: string;
  /** Makes an answer of a failure, and reports it. */
  readonly toFault: (error: unknown, requestId: string) => ApiFault;
}

type Responses<Id extends keyof operations> = operations[Id]["responses"];

/** The body of an operation's success, as the spec has it; nothing where it has none. */
export type Success<Id extends keyof operations> = Responses<Id>[keyof Responses<Id> &
  (typeof table)[Id]["success"][0]] extends { content: infer Content }
  ? Content extends { "application/json": infer Data }
    ? Data
    : Streamed
  : void;

/** A handler for each operation of the spec: one that is missing does not compile. */
export type Handlers = {
  readonly [Id in keyof operations]: (
    call: Call,
  ) => MaybePromise<Success<Id> | Streamed | JsonArray>;
};

/** The body of a request, which has been checked. */
type Body<Id extends keyof operations> = operations[Id] extends {
  requestBody: { content: { "application/json": infer Content } };
}
  ? WithoutNulls<Content>
  : never;

const { default: defaultTimeoutSeconds } = schemas.ExecRequest.properties.timeout_s;

/** @returns the operations of the API over a store */
export function createHandlers({
  store,
  sandboxes,
  clock,
  version,
  toFault,
}: Surroundings): Handlers {
  const [metadataFilter] = table.listSandboxes.parameters;
  const idOf = ({ path }: Call): string => path["sandbox_id"]!.toLowerCase();

  return {
    getHealth: () => ({ status: "ok", version }),

    listSandboxes: ({ request, team, requestId }) => {
      const metadata = readMetadataFilter(
        queryOf(request.url),
        metadataFilter,
        requests.listSandboxes.query,
      );
      const now = clock();
      const batches = iterate(store.listSandboxes(team, { metadata, now }));
      return whenReady(batches.next(), (first) => {
        if (first.done) return new JsonArray("[]");
        return whenReady(batches.next(), (second) => {
          if (second.done) return new JsonArray(batchText(first.value, now));
          const all = startWith([first.value, second.value], batches);
          const show = (record: SandboxRecord): Sandbox => observe(record, now).sandbox;
          return new Streamed("application/json", async function* pieces() {
            try {
              yield* jsonArray(all, show);
            } catch (error) {
              throw toFault(error, requestId);
            }
          });
        });
      });
    },

    createSandbox: async ({ team, body }) =>
      withToken(await sandboxes.create(team, body as Body<"createSandbox">)),

    getSandbox: async (call) => withToken(await sandboxes.get(call.team, idOf(call))),

    updateSandbox: async (call) =>
      await sandboxes.update(call.team, idOf(call), call.body as Body<"updateSandbox">),

    deleteSandbox: async (call) => await sandboxes.delete(call.team, idOf(call)),

    pauseSandbox: async (call) => await sandboxes.pause(call.team, idOf(call)),

    resumeSandbox: async (call) => {
      const { sandbox, accessToken } = await sandboxes.resume(call.team, idOf(call));
      return { id: sandbox.id, status: "active", access_token: accessToken };
    },

    execSandbox: async (call) => {
      const record = await sandboxes.ready(call.team, idOf(call));
      const { signal } = call.request;
      return await collectOutput(
        async (write) => await sandboxes.run(record, toCommand(call), { signal, write }),
      );
    },

    execSandboxStream: async (call) => {
      // What can be refused is refused with a status, before the stream begins.
      const record = await sandboxes.ready(call.team, idOf(call));
      const run = async (follow: Follow): Promise<Ending> =>
        await sandboxes.run(record, toCommand(call), follow);
      return new Streamed("text/event-stream", (unread) => {
        const signal = AbortSignal.any([unread, call.request.signal]);
        return execEvents(clock, signal, run, (error) => toFault(error, call.requestId));
      });
    },
  };
}

/** Iterates what is at hand without a promise, and what comes with one. */
function iterate<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
): AsyncIterator<Item> | Iterator<Item> {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
}

/** What has been taken out of an iterator, and then the rest of it. */
async function* startWith<Item>(
  taken: readonly Item[],
  rest: AsyncIterator<Item> | Iterator<Item>,
): AsyncGenerator<Item> {
  yield* taken;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** Writes a batch as it is at a time. One that time alone does not change is written once. */
function batchText(batch: readonly SandboxRecord[], now: number): string {
  const write = (records: readonly SandboxRecord[]): string =>
    `[${records.map((record) => jsonText(observe(record, now).sandbox)).join(",")}]`;
  return !batch.some(isTimed) ? jsonText(batch, write) : write(batch);
}

/** @returns the query of a URL that has been parsed, with its `?`; nothing where it has none */
function queryOf(url: string): string {
  const fragment = url.indexOf("#");
  const start = url.indexOf("?");
  if (start < 0 || (fragment >= 0 && fragment < start)) return "";
  return fragment < 0 ? url.slice(start) : url.slice(start, fragment);
}

function withToken({ sandbox, accessToken }: SandboxRecord): Success<"getSandbox"> {
  return { ...sandbox, access_token: accessToken };
}

function toCommand({ body }: Call): Command {
  const { args = [], ...rest } = body as Body<"execSandbox">;
  // No arguments mean the same as no `args`: a command line for the shell.
  return { timeout_s: defaultTimeoutSeconds, ...rest, ...(args.length > 0 && { args }) };
}
