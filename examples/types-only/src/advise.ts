import type { Sandbox, SandboxStatus } from "@sandboxes/schema";

/** What to do with a sandbox in that state. The API may add states, so there is always a fallback. */
export function advise(status: SandboxStatus): string {
  switch (status) {
    case "active":
      return "use it";
    case "paused":
      return "resume it first";
    case "resuming":
      return "try again shortly";
    default:
      return `wait: "${status}" is new here`;
  }
}

/** The memory of the sandboxes that are running, in MiB. */
export function memoryInUse(sandboxes: readonly Sandbox[]): number {
  return sandboxes
    .filter(({ status }) => status === "active")
    .reduce((sum, { memory_mib }) => sum + memory_mib, 0);
}
