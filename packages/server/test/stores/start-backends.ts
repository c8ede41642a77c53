import { type Backend, memory, postgresAt, sqlite } from "./backends.ts";
import { startPostgres } from "./postgres-server.ts";

/** Every kind of store that this machine can have. */
export interface StartedBackends {
  readonly backends: readonly Backend[];
  /** Ends what they stand on. */
  stop(): Promise<void>;
}

/** Starts what the kinds of stores need. */
export async function startBackends(): Promise<StartedBackends> {
  const server = await startPostgres();
  return {
    backends: [memory, sqlite, ...(server ? [postgresAt(server.url)] : [])],
    stop: async () => await server?.stop(),
  };
}
