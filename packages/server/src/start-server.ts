import { document } from "@sandboxes/schema/document";
import { type AppOptions, createApp } from "./app.ts";
import { createFirstKey } from "./keys/api-keys.ts";
import { type ListenOptions, type Listener, listen } from "./node.ts";
import type { PageOptions } from "./pages/with-pages.ts";
import { nameStore, openStore } from "./store/open-store.ts";

/** What a started server is made of. */
export interface ServerOptions extends Omit<AppOptions, "store" | "version">, ListenOptions {
  /**
   * Where it keeps what it knows: `memory`, the path of a file for SQLite, or the `postgres://` URL of
   * a PostgreSQL database, which several servers can share.
   *
   * @default "sandboxes.db"
   */
  database?: string;
  /**
   * Whether browsers get pages at `/` and `/docs`, or what these are made of; see
   * `@sandboxes/server/pages`.
   *
   * @default true
   */
  pages?: boolean | PageOptions;
  /**
   * What `GET /health` says.
   *
   * @default the version of the API's description
   */
  version?: string;
}

/** A server that listens, with its store. */
export interface StartedServer extends Listener {
  /**
   * The first key of the store, in clear for the only time. `undefined` when the store had a key
   * already.
   */
  readonly firstKey: string | undefined;
  /** Where it keeps what it knows, as anybody may see it: of a URL without the password and the query. */
  readonly database: string;
}

/** How often what has ended is cleared away, in milliseconds. Nobody sees it before either. */
const clearEvery = 60_000;

/**
 * Opens a store, serves the API over it, and makes its first key where it has none.
 *
 * @returns once connections are taken
 * @throws {Error} when the store cannot be opened or the port not be listened on
 * @example
 * await using server = await startServer({ port: 8080 });
 * console.log(server.url, server.firstKey);
 */
export async function startServer({
  database = "sandboxes.db",
  pages = true,
  version = document.info.version,
  ...options
}: ServerOptions = {}): Promise<StartedServer> {
  const store = await openStore(database);
  let listener: Listener | undefined;
  try {
    const { clock = Date.now } = options;
    const app = createApp({ store, version, ...options });
    // Loaded by itself: as it is built, it has to stay where its scripts are.
    const pageOptions = pages === true ? {} : pages;
    const served = pageOptions
      ? (await import("./pages/with-pages.ts")).withPages(app, pageOptions)
      : app;
    listener = await listen(served, options);
    // Last of all that can fail: a key that nobody is told is lost for ever.
    const first = await createFirstKey(store);
    const { close: stopListening } = listener;
    // A failure shows in the next request as well, and is reported there.
    const clear = setInterval(() => void store.removeEnded(clock()).catch(() => {}), clearEvery);
    clear.unref();
    const close = async (): Promise<void> => {
      clearInterval(clear);
      await stopListening();
      await store.close();
    };
    const made = { firstKey: first?.apiKey, database: nameStore(database) };
    return { ...listener, ...made, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await listener?.close();
    await store.close();
    throw error;
  }
}
