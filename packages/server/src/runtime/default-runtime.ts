import { ApiFault } from "../api-fault.ts";
import type { Runtime } from "./runtime.ts";

/**
 * Creates the default runtime, just-bash. It is loaded with the first command, so that the rest of the server
 * also runs on platforms without the threads of Node.
 *
 * @throws {ApiFault} 503 at the first command, on platforms without the threads of Node
 */
export function createDefaultRuntime(): Runtime {
  return {
    start: async (...parameters) => {
      loading ??= load();
      return await (await loading).start(...parameters);
    },
  };
}

/** All servers of a process share this runtime, its threads and their limits. */
let loading: Promise<Runtime> | undefined;

async function load(): Promise<Runtime> {
  try {
    return (await import("./just-bash.ts")).createBashRuntime();
  } catch {
    const message =
      "Commands cannot run here: they need Node, or a runtime that is given to the server.";
    throw new ApiFault(503, "service_unavailable", message);
  }
}
