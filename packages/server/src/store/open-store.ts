import type { Store } from "./store.ts";

/**
 * Opens the store that a text names. What a store needs is loaded when it is the one.
 *
 * @param database `memory`, a `postgres://` URL, or the path of a file for SQLite
 * @throws {Error} when it cannot be opened; the message names it without its password
 * @example
 * await using store = await openStore("sandboxes.db");
 */
export async function openStore(database: string): Promise<Store> {
  if (database === "memory") return (await import("./memory-store.ts")).createMemoryStore();
  if (/^postgres(?:ql)?:\/\//i.test(database))
    return await (await import("./postgres-store.ts")).createPostgresStore({ url: database });
  return (await import("./sqlite-store.ts")).createSqliteStore({ path: database });
}
