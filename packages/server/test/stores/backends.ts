import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Store, createMemoryStore } from "@sandboxes/server";
import { createPostgresStore } from "@sandboxes/server/postgres";
import { createSqliteStore } from "@sandboxes/server/sqlite";
import postgres from "postgres";

/** A separate place for data. */
export interface Place {
  /** The address for `connectTo` in another process. */
  readonly address: string;
  /** @returns a store over this data, as another server would open it */
  connect(): Promise<Store>;
  /** Closes the stores and deletes the data. */
  clear(): Promise<void>;
}

/** A kind of store. */
export interface Backend {
  readonly name: string;
  /** Whether the data outlives the store. */
  readonly durable: boolean;
  create(): Promise<Place>;
}

export const memory: Backend = {
  name: "memory",
  durable: false,
  create: async () => {
    const store = createMemoryStore();
    const clear = async (): Promise<void> => await store.close();
    return { address: "", connect: async () => store, clear };
  },
};

export const sqlite: Backend = {
  name: "SQLite",
  durable: true,
  create: async () => {
    const folder = await mkdtemp(join(tmpdir(), "sandboxes-"));
    const path = join(folder, "sandboxes.db");
    return toPlace(path, async () => await rm(folder, { recursive: true }));
  },
};

/** @returns PostgreSQL as a kind of store; each place is a separate schema */
export function postgresAt(url: string): Backend {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  return {
    name: "PostgreSQL",
    durable: true,
    create: async () => {
      const schema = `place_${crypto.randomUUID().replaceAll("-", "_")}`;
      return toPlace(`${url}#${schema}`, async () => {
        await sql`DROP SCHEMA IF EXISTS ${sql(schema)} CASCADE`;
      });
    },
  };
}

/** @returns a store over a place that any process may have created */
export async function connectTo(address: string): Promise<Store> {
  if (!address.startsWith("postgres:")) return await createSqliteStore({ path: address });
  const [url = "", schema = ""] = address.split("#");
  return await createPostgresStore({ url, schema });
}

/** @returns a place that closes its stores before it is removed */
function toPlace(address: string, remove: () => Promise<void>): Place {
  const stores: Store[] = [];
  return {
    address,
    connect: async () => {
      const store = await connectTo(address);
      stores.push(store);
      return store;
    },
    clear: async () => {
      for (const store of stores) await store.close();
      await remove();
    },
  };
}
