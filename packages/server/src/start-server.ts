import { document } from "@sandboxes/schema/document";
import { type App, type AppOptions, createApp } from "./app.ts";
import { createFirstKey } from "./keys/api-keys.ts";
import { type ListenOptions, type Listener, listen } from "./node.ts";
import type { PageOptions } from "./pages/with-pages.ts";
import { nameStore, openStore } from "./store/open-store.ts";

export { openStore };

/** Options for `startServer`. */
export interface ServerOptions extends Omit<AppOptions, "store" | "version">, ListenOptions {
  /**
   * The database: `memory`, the path of a SQLite file, or the `postgres://` URL of a PostgreSQL database,
   * which several servers can share. A new SQLite file can be read by its owner alone (mode 0600).
   *
   * @default "sandboxes.db"
   */
  database?: string;
  /**
   * Whether the server has pages for browsers at `/` and `/docs`, or the options for these pages; see
   * `@sandboxes/server/pages`.
   *
   * @default true
   */
  pages?: boolean | PageOptions;
  /**
   * The version that `GET /health` returns.
   *
   * @default the version of the API description
   */
  version?: string;
  /**
   * How long `close` waits for running commands, in milliseconds. Then it ends them: their callers get
   * 503, and what they wrote is saved.
   *
   * @default 10_000
   */
  shutdownGrace?: number;
}

/** A server that listens, with its store. */
export interface StartedServer extends Listener {
  /**
   * The first key of the store in plain text, shown this one time. `undefined` if the store had a key
   * already.
   */
  readonly firstKey: string | undefined;
  /** The database without secrets: a URL has no password and no query here. */
  readonly database: string;
}

/**
 * Opens a store, serves the API over it, and creates its first key if it has none.
 *
 * @returns the server, once it accepts connections
 * @throws {Error} if it cannot open the store or listen on the port; the message says why
 * @example
 * await using server = await startServer({ port: 8080 });
 * console.log(server.url, server.firstKey);
 */
export async function startServer({
  database = "sandboxes.db",
  pages = true,
  version = document.info.version,
  shutdownGrace = 10_000,
  ...options
}: ServerOptions = {}): Promise<StartedServer> {
  const store = await openStore(database);
  let listener: Listener | undefined;
  try {
    const app = createApp({ store, version, ...options });
    // A separate import, because the built file must stay next to its scripts.
    const pageOptions = pages === true ? {} : pages;
    const served = pageOptions
      ? (await import("./pages/with-pages.ts")).withPages(app, pageOptions)
      : app;
    listener = await listen(served, options);
    // Last of the steps that can fail: a key that is created but not shown is lost.
    const first = await createFirstKey(store);
    const { close: stopListening } = listener;
    const close = async (): Promise<void> => {
      await closeWithin(shutdownGrace, app, stopListening);
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

/** Stops a server. Commands that still run after the grace are ended, so no caller holds it up. */
async function closeWithin(
  graceMs: number,
  app: Pick<App, "close">,
  stopListening: () => Promise<void>,
): Promise<void> {
  const stopped = stopListening();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), graceMs);
  });
  const first = await Promise.race([stopped, late]);
  clearTimeout(timer);
  await app.close();
  if (first === "late") await stopped;
}
