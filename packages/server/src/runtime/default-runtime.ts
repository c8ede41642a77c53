import type { Runtime } from "./runtime.ts";

/**
 * Loads the runtime on just-bash when the first command comes, so that an app without commands needs
 * neither its package nor Node.
 */
export function createDefaultRuntime(): Runtime {
  let runtime: Promise<Runtime> | undefined;
  return {
    start: async (sandbox, disk) => {
      runtime ??= import("./just-bash.ts").then(({ createBashRuntime }) => createBashRuntime());
      return await (await runtime).start(sandbox, disk);
    },
  };
}
