import { ApiFault } from "../api-fault.ts";
import type { Runtime } from "./runtime.ts";

/**
 * Makes the runtime of who names none: just-bash, which is loaded with the first command, so that the
 * rest of the server runs where its threads do not.
 *
 * @throws {ApiFault} 503 at the first command, where there are no threads of Node
 */
export function createDefaultRuntime(): Runtime {
  let loading: Promise<Runtime> | undefined;
  return {
    start: async (sandbox, disk) => {
      loading ??= load();
      return await (await loading).start(sandbox, disk);
    },
  };
}

async function load(): Promise<Runtime> {
  try {
    return (await import("./just-bash.ts")).createBashRuntime();
  } catch {
    const message =
      "Commands cannot run here: they need Node, or a runtime that is given to the server.";
    throw new ApiFault(503, "service_unavailable", message);
  }
}
