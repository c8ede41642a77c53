import type { Sandbox } from "@sandboxes/schema";
import {
  type App,
  type AppOptions,
  type Store,
  type Team,
  createApp,
  createKey,
  createMemoryStore,
  createRecord,
  createTeam,
} from "@sandboxes/server";
import { recordExchanges } from "./record-exchanges.ts";

/** An API with two teams, and a clock that moves only when the test moves it. */
export interface Fixture {
  app: App;
  store: Store;
  team: Team;
  other: Team;
  apiKey: string;
  otherKey: string;
  clock: { now: number };
  /** Requests a path with the key of the first team. */
  get(path: string, apiKey?: string | null, address?: string): Promise<Response>;
}

export const noon: number = Date.parse("2026-01-01T12:00:00Z");

export async function fixture(options: Partial<AppOptions> = {}): Promise<Fixture> {
  const clock = { now: noon };
  const { store = createMemoryStore() } = options;
  const [team, other] = [await createTeam(store), await createTeam(store)];
  const { apiKey } = await createKey(store, team);
  const { apiKey: otherKey } = await createKey(store, other);
  const created = createApp({
    store,
    clock: () => clock.now,
    rateLimit: false,
    version: "1.2.3",
    ...options,
  });
  const { SANDBOXES_EXCHANGES: file } = process.env;
  const app = file === undefined ? created : recordExchanges(created, file);
  const get: Fixture["get"] = async (path, key = apiKey, address) => {
    const headers = new Headers(key === null ? {} : { "X-API-Key": key });
    return await app.fetch(new Request(`http://localhost${path}`, { headers }), { address });
  };
  return { app, store, team, other, apiKey, otherKey, clock, get };
}

let count = 0;

export function sandbox(fields: Partial<Sandbox> = {}): Sandbox {
  count += 1;
  return {
    id: `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`,
    name: `sandbox ${count}`,
    status: "active",
    vcpu_count: 2,
    memory_mib: 1024,
    created_at: "2026-01-01T00:00:00Z",
    metadata: {},
    ...fields,
  };
}

/** Adds sandboxes to a team, regardless of any cap. */
export async function put(store: Store, team: Team, ...sandboxes: Sandbox[]): Promise<void> {
  for (const each of sandboxes) await store.addSandbox(createRecord(team.id, each));
}
