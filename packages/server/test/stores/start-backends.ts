import { type Backend, memory, postgresAt, sqlite } from "./backends.ts";
import { startPostgres } from "./postgres-server.ts";

/** The kinds of stores that this machine supports. */
export interface StartedBackends {
  readonly backends: readonly Backend[];
  /** Stops the servers that they use. */
  stop(): Promise<void>;
}

/** Starts the servers that the kinds of stores need. */
export async function startBackends(): Promise<StartedBackends> {
  const server = await startPostgres();
  return {
    backends: [memory, sqlite, ...(server ? [postgresAt(server.url)] : [])],
    stop: async () => await server?.stop(),
  };
}
