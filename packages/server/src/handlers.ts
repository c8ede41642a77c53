import type { Sandbox, operations } from "@sandboxes/schema";
import { operations as table } from "@sandboxes/schema/operations";
import { requests } from "@sandboxes/schema/validators";
import { observe } from "./lifecycle/lifecycle.ts";
import { readMetadataFilter } from "./read-metadata-filter.ts";
import type { Store } from "./store/store.ts";

/** One call of an operation. */
interface Call {
  readonly url: URL;
  /** Id of the team whose key came with the request; `""` where an operation needs no key. */
  readonly team: string;
}

/** What the operations stand on. */
interface Surroundings {
  readonly store: Store;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly version: string;
}

type Responses<Id extends keyof operations> = operations[Id]["responses"];

/** The body of an operation's success, as the spec has it; `undefined` where it has none. */
export type Success<Id extends keyof operations> = Responses<Id>[keyof Responses<Id> &
  (typeof table)[Id]["success"][0]] extends { content: { "application/json": infer Body } }
  ? Body
  : undefined;

/** A handler for each operation of the spec: one that is missing does not compile. */
export type Handlers = {
  readonly [Id in keyof operations]: (call: Call) => Promise<Success<Id>>;
};

/** @returns the operations of the API over a store */
export function createHandlers({ store, clock, version }: Surroundings): Handlers {
  const [metadataFilter] = table.listSandboxes.parameters;
  return {
    getHealth: async () => ({ status: "ok", version }),
    listSandboxes: async ({ url, team }) => {
      const metadata = readMetadataFilter(url.search, metadataFilter, requests.listSandboxes.query);
      const now = clock();
      const sandboxes: Sandbox[] = [];
      for await (const batch of store.listSandboxes(team, { metadata, now }))
        for (const record of batch) sandboxes.push(observe(record, now).sandbox);
      return sandboxes;
    },
  };
}
