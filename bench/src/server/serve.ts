// Runs a server for a measurement: `serve.ts hello`, or `serve.ts <database> <count>` with that many
// sandboxes of one team. It sends its URL to the parent process, and its memory and processor time on request.
import { serve } from "@hono/node-server";
import {
  createApp,
  createKey,
  createMemoryStore,
  createRecord,
  createTeam,
} from "@sandboxes/server";
import { listen } from "@sandboxes/server/node";
import { createSqliteStore } from "@sandboxes/server/sqlite";
import { Hono } from "hono";

const [what = "", count = "0"] = process.argv.slice(2);

async function serveSandboxes(database: string): Promise<{ url: string; apiKey: string }> {
  const store =
    database === "memory" ? createMemoryStore() : await createSqliteStore({ path: database });
  const team = await createTeam(store);
  const { apiKey } = await createKey(store, team);
  for (let index = 0; index < Number(count); index++) {
    const id = `3c90c3cc-0d44-4b50-8888-${String(index).padStart(12, "0")}`;
    const record = createRecord(team.id, {
      id,
      name: `sandbox ${index}`,
      status: "active",
      vcpu_count: 1,
      memory_mib: 1024,
      created_at: new Date(1_700_000_000_000 + index).toISOString(),
      metadata: { env: "prod", owner: `agent-${index}` },
    });
    await store.addSandbox(record);
  }
  const { url } = await listen(createApp({ store, rateLimit: false }));
  return { url, apiKey };
}

function serveHello(): void {
  const app = new Hono().get("/", (context) => context.text("Hello World"));
  serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => {
    process.send?.({ url: `http://127.0.0.1:${port}`, apiKey: "" });
  });
}

let [before, peak] = [0, 0];
let watching = false;

/** Samples the memory of the process in every turn of the event loop. */
function watch(): void {
  peak = Math.max(peak, process.memoryUsage.rss());
  if (watching) setImmediate(watch);
}

process.on("message", (message) => {
  if (message === "watch") {
    globalThis.gc?.();
    before = process.memoryUsage.rss();
    peak = before;
    watching = true;
    watch();
    process.send?.({ watching });
  } else if (message === "cpu") {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system });
  } else {
    watching = false;
    peak = Math.max(peak, process.memoryUsage.rss());
    process.send?.({ more: peak - before });
  }
});
process.on("disconnect", () => process.exit());

if (what === "hello") serveHello();
else process.send?.(await serveSandboxes(what));
