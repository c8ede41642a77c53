import type { Sandbox } from "@sandboxes/schema";
import { operations as table } from "@sandboxes/schema/operations";
import { schemas } from "@sandboxes/schema/schemas";
import type { ApiFault } from "./api-fault.ts";
import { JsonArray, jsonArray } from "./response/json-array.ts";
import { jsonText } from "./response/json-text.ts";
import { isTimed, observe } from "./lifecycle/lifecycle.ts";
import type { SandboxRecord } from "./lifecycle/sandbox-record.ts";
import { type MaybePromise, whenReady } from "./maybe-promise.ts";
import { type Call, type Handlers, type Success, reply } from "./operation-types.ts";
import { collectOutput } from "./runtime/collect-output.ts";
import type { Command, Ending } from "./runtime/runtime.ts";
import { execEvents } from "./sandboxes/exec-events.ts";
import type { Follow } from "./sandboxes/running-machine.ts";
import type { Sandboxes } from "./sandboxes/sandboxes.ts";
import type { SandboxQuery, Store } from "./store/store.ts";
import { Streamed } from "./response/streamed.ts";

/** Dependencies of the handlers. */
interface Surroundings {
  readonly store: Store;
  readonly sandboxes: Sandboxes;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly version: string;
  /** Converts an error to a fault for the response, and reports it. */
  readonly toFault: (error: unknown, requestId: string) => ApiFault;
}

/** The prefix of the query parameters of the metadata filter. */
const { prefix: filterPrefix } = table.listSandboxes.parameters[0];
const { default: defaultTimeoutSeconds } = schemas.ExecRequest.properties.timeout_s;

/** More than any list has. A database accepts no larger number. */
const most = Number.MAX_SAFE_INTEGER;

/** @returns a handler for each operation of the API */
export function createHandlers({
  store,
  sandboxes,
  clock,
  version,
  toFault,
}: Surroundings): Handlers {
  const list = (
    query: Omit<SandboxQuery, "now">,
    { team, requestId }: Call,
  ): MaybePromise<Streamed | JsonArray> => {
    const now = clock();
    const batches = iterate(store.listSandboxes(team, { ...query, now }));
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
  };

  const exec = async (
    id: string,
    command: Command,
    { team, request }: Call,
  ): Promise<Success<"execSandbox">> => {
    const record = await sandboxes.ready(team, id);
    const { signal } = request;
    return await collectOutput(
      async (write) => await sandboxes.run(record, command, { signal, write }),
    );
  };

  const execStream = async (
    id: string,
    command: Command,
    { team, request, requestId }: Call,
  ): Promise<Streamed> => {
    // The status can show an error only before the stream begins.
    const record = await sandboxes.ready(team, id);
    const run = async (follow: Follow): Promise<Ending> =>
      await sandboxes.run(record, command, follow);
    return new Streamed("text/event-stream", (unread) => {
      const signal = AbortSignal.any([unread, request.signal]);
      return execEvents(clock, signal, run, (error) => toFault(error, requestId));
    });
  };

  return {
    getHealth: ({ ...unread }) => reply(unread, { status: "ok", version }),

    listSandboxes: ({ metadata = {}, status, limit, offset, ...unread }, call) =>
      reply(
        unread,
        list(
          {
            metadata: withoutPrefix(metadata),
            status,
            limit: limit && Math.min(limit, most),
            offset: offset && Math.min(offset, most),
          },
          call,
        ),
      ),

    createSandbox: (
      {
        name,
        from_template,
        timeout_seconds,
        auto_delete_seconds,
        metadata,
        env_vars,
        network,
        ...unread
      },
      { team },
    ) => {
      const windows = { timeout_seconds, auto_delete_seconds };
      const wanted = { name, from_template, ...windows, metadata, env_vars, network };
      return reply(unread, sandboxes.create(team, wanted).then(withToken));
    },

    getSandbox: ({ sandbox_id, ...unread }, { team }) =>
      reply(unread, sandboxes.get(team, idOf(sandbox_id)).then(withToken)),

    updateSandbox: (
      { sandbox_id, metadata, network, timeout_seconds, auto_delete_seconds, ...unread },
      { team },
    ) => {
      const wanted = { metadata, network, timeout_seconds, auto_delete_seconds };
      return reply(unread, sandboxes.update(team, idOf(sandbox_id), wanted));
    },

    deleteSandbox: ({ sandbox_id, ...unread }, { team }) =>
      reply(unread, sandboxes.delete(team, idOf(sandbox_id))),

    pauseSandbox: ({ sandbox_id, ...unread }, { team }) =>
      reply(unread, sandboxes.pause(team, idOf(sandbox_id))),

    resumeSandbox: ({ sandbox_id, ...unread }, { team }) =>
      reply(unread, sandboxes.resume(team, idOf(sandbox_id)).then(toResumed)),

    activateSandbox: ({ sandbox_id, ...unread }, { team }) =>
      reply(unread, sandboxes.activate(team, idOf(sandbox_id)).then(withToken)),

    execSandbox: ({ sandbox_id, command, args, env, working_dir, timeout_s, ...unread }, call) => {
      const wanted = toCommand({ command, args, env, working_dir, timeout_s });
      return reply(unread, exec(idOf(sandbox_id), wanted, call));
    },

    execSandboxStream: (
      { sandbox_id, command, args, env, working_dir, timeout_s, ...unread },
      call,
    ) => {
      const wanted = toCommand({ command, args, env, working_dir, timeout_s });
      return reply(unread, execStream(idOf(sandbox_id), wanted, call));
    },
  };
}

/** Normalizes a sandbox ID: UUIDs are case-insensitive (RFC 9562, section 4). */
function idOf(id: string): string {
  return id.toLowerCase();
}

/** @returns the pairs of the metadata filter, with the prefix removed from their keys */
function withoutPrefix(metadata: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(
    Object.entries(metadata).map(([key, value]) => [key.slice(filterPrefix.length), value]),
  );
}

/** @returns a synchronous iterator if there is one, so that items in memory need no promise */
function iterate<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
): AsyncIterator<Item> | Iterator<Item> {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
}

/** Yields items that were already taken from an iterator, and then the rest of it. */
async function* startWith<Item>(
  taken: readonly Item[],
  rest: AsyncIterator<Item> | Iterator<Item>,
): AsyncGenerator<Item> {
  yield* taken;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** Serializes a batch as it is at a time. The text is cached unless the batch changes with time. */
function batchText(batch: readonly SandboxRecord[], now: number): string {
  const write = (records: readonly SandboxRecord[]): string =>
    `[${records.map((record) => jsonText(observe(record, now).sandbox)).join(",")}]`;
  return !batch.some(isTimed) ? jsonText(batch, write) : write(batch);
}

function withToken({ sandbox, accessToken }: SandboxRecord): Success<"getSandbox"> {
  return { ...sandbox, access_token: accessToken };
}

function toResumed({ sandbox, accessToken }: SandboxRecord): Success<"resumeSandbox"> {
  return { id: sandbox.id, status: "active", access_token: accessToken };
}

/** Creates a command. Empty `args` mean the same as none: `command` is a command line for the shell. */
function toCommand({
  command,
  args = [],
  env,
  working_dir,
  timeout_s = defaultTimeoutSeconds,
}: { readonly [Key in keyof Command]: Command[Key] | undefined } & Pick<
  Command,
  "command"
>): Command {
  return {
    command,
    timeout_s,
    ...(args.length > 0 && { args }),
    ...(env && { env }),
    ...(working_dir !== undefined && { working_dir }),
  };
}
