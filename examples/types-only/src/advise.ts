import type { Sandbox, SandboxStatus } from "@sandboxes/schema";

/** Returns advice for a sandbox in a state. The API may add states, so there is a fallback. */
export function advise(status: SandboxStatus): string {
  switch (status) {
    case "active":
      return "use it";
    case "paused":
      return "resume it first";
    case "resuming":
      return "try again shortly";
    default:
      return `wait: "${status}" is an unknown state`;
  }
}

/** Returns the memory of the running sandboxes, in MiB. */
export function memoryInUse(sandboxes: readonly Sandbox[]): number {
  return sandboxes
    .filter(({ status }) => status === "active")
    .reduce((sum, { memory_mib }) => sum + memory_mib, 0);
}
