import type { Runtime } from "./runtime.ts";

export function createBashRuntime(): Runtime {
  return { start: async () => await Promise.reject(new Error("no runtime")) };
}
