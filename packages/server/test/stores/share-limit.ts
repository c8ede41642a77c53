import { setTimeout as sleep } from "node:timers/promises";
import { createApp, createKey, createTeam } from "@sandboxes/server";
import { createPostgresStore } from "@sandboxes/server/postgres";

/** The number of requests that two servers over one database admit. */
export interface SharedLimit {
  readonly sent: number;
  readonly admitted: number;
  /** The number that the documented limit allows: a burst, plus the refill during the test. */
  readonly allowed: number;
}

const limits = {
  team: { perSecond: 20, burst: 40 },
  address: { perSecond: 50, burst: 100 },
};

/**
 * Sends many more requests than a limit allows, alternating between two servers that share a database.
 *
 * @param whose the limit to exceed: that of a team, or that of an address without a key
 * @param durationMs the duration, in milliseconds
 */
export async function shareLimit(
  url: string,
  whose: keyof typeof limits,
  durationMs: number,
): Promise<SharedLimit> {
  const schema = `limit_${crypto.randomUUID().replaceAll("-", "_")}`;
  const stores = [
    await createPostgresStore({ url, schema }),
    await createPostgresStore({ url, schema }),
  ];
  const { apiKey } = await createKey(stores[0]!, await createTeam(stores[0]!));
  const apps = stores.map((store) => createApp({ store }));
  let [sent, admitted] = [0, 0];
  const ask = async (): Promise<void> => {
    const app = apps[sent % apps.length]!;
    sent += 1;
    const headers: HeadersInit = whose === "team" ? { "X-API-Key": apiKey } : {};
    const request = new Request("http://localhost/sandboxes", { headers });
    // A request without an address counts only against the team.
    const context = whose === "team" ? {} : { address: "192.0.2.1" };
    const { status } = await app.fetch(request, context);
    if (status !== 429) admitted += 1;
  };
  const start = performance.now();
  while (performance.now() - start < durationMs) {
    await Promise.all([ask(), ask(), ask(), ask()]);
    await sleep(10);
  }
  const seconds = (performance.now() - start) / 1000;
  for (const store of stores) await store.close();
  const { perSecond, burst } = limits[whose];
  return { sent, admitted, allowed: burst + perSecond * seconds };
}
