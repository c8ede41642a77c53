import {
  createApp,
  createKey,
  createMemoryStore,
  createRecord,
  createTeam,
} from "@sandboxes/server";
import type { Attack } from "./attack.ts";

/** Attacks by commands that run in a sandbox. */
export const commandAttacks: readonly Attack[] = [
  {
    name: "a command that wants to run for longer than an hour",
    run: async () => {
      const store = createMemoryStore();
      const team = await createTeam(store);
      const { apiKey } = await createKey(store, team);
      const id = crypto.randomUUID();
      await store.addSandbox(
        createRecord(team.id, {
          id,
          name: "attacker",
          status: "active",
          vcpu_count: 1,
          memory_mib: 1024,
          created_at: new Date().toISOString(),
          metadata: {},
        }),
      );
      const request = new Request(`http://localhost/sandboxes/${id}/exec`, {
        method: "POST",
        headers: { "X-API-Key": apiKey, "Content-Type": "application/json" },
        body: JSON.stringify({ command: "true", timeout_s: 3601 }),
      });
      const { status } = await createApp({ store }).fetch(request);
      return { withstood: status === 400, figure: `status ${status}` };
    },
  },
];
