import type { Store } from "./store.ts";

/**
 * Opens a store by its name. Loads only what that store needs.
 *
 * @param database `memory`, the path of a file for SQLite, or a `postgres://` or `postgresql://` URL
 * @throws {Error} if it is none of these, or cannot be opened; the message shows no password
 * @example
 * await using store = await openStore("sandboxes.db");
 */
export async function openStore(database: string): Promise<Store> {
  if (database === "memory") return (await import("./memory/memory-store.ts")).createMemoryStore();
  const { scheme = "file", rest } = split(database);
  if (scheme === "file")
    return (await import("./sqlite/sqlite-store.ts")).createSqliteStore({ path: database });
  if (scheme !== "postgres" && scheme !== "postgresql")
    throw new Error(
      `There is no store for a database of ${scheme}://. It is memory, the path of a file, or a URL of postgres:// or postgresql://.`,
    );
  const { createPostgresStore } = await import("./postgres/postgres-store.ts");
  return await createPostgresStore({ url: `${scheme}://${rest}` });
}

/**
 * Names a store without its secrets.
 *
 * @param database as `openStore` accepts it
 * @returns the same text; a URL without its password and query, or only its scheme if the URL cannot be
 * parsed reliably
 * @example
 * nameStore("postgres://me:hunter2@db.example/app?sslmode=require"); // "postgres://me@db.example/app"
 */
export function nameStore(database: string): string {
  const { scheme } = split(database);
  if (scheme === undefined) return database;
  const url = URL.canParse(database) ? new URL(database) : undefined;
  // If a password has a "/", "?" or "#" that is not encoded, the rest of it is parsed as a path or a query.
  if (!url || `${url.pathname}${url.search}${url.hash}`.includes("@")) return `${scheme}://…`;
  url.password = "";
  url.search = "";
  url.hash = "";
  return url.href;
}

/** @returns the scheme of a URL in lower case, and the text after its slashes; a path has no scheme */
function split(database: string): { scheme?: string; rest: string } {
  const [, scheme, rest = ""] = /^([a-z][a-z\d+.-]*):\/\/(.*)$/is.exec(database) ?? [];
  return scheme === undefined ? { rest: database } : { scheme: scheme.toLowerCase(), rest };
}
