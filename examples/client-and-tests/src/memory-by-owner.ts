import type { Client } from "@sandboxes/client";

/** Returns the memory, in MiB, that the running sandboxes of an environment use for each owner. */
export async function memoryByOwner(client: Client, env: string): Promise<Map<string, number>> {
  const memory = new Map<string, number>();
  for (const { status, metadata, memory_mib } of await client.sandboxes.list({
    metadata: { env },
  })) {
    if (status !== "active") continue;
    const owner = metadata["owner"] ?? "unassigned";
    memory.set(owner, (memory.get(owner) ?? 0) + memory_mib);
  }
  return memory;
}
