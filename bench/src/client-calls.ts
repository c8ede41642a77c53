// Measures the cost of a call over a bare `fetch`, and of the import, next to openapi-fetch. The response
// comes from the same process, so no network is measured.
import { createClient } from "@sandboxes/client";
import type { paths } from "@sandboxes/schema";
import createFetchClient from "openapi-fetch";
import { apiKey, baseUrl } from "./client/contender.ts";
import { measureCpu } from "./client/cpu-time.ts";
import { measureImports } from "./client/import-time.ts";
import { stubFetch } from "./client/stub-fetch.ts";

stubFetch();

const peer = createFetchClient<paths>({ baseUrl, headers: { "X-API-Key": apiKey } });
const client = createClient({ baseUrl, apiKey });
const strict = createClient({ baseUrl, apiKey, fetch: (url, init) => globalThis.fetch(url, init) });
const metadata = { env: "prod" };
const query = { metadata: { "metadata.env": "prod" } };
const { signal } = new AbortController();

const calls: Readonly<Record<string, () => Promise<unknown>>> = {
  "fetch alone": async () => {
    const url = `${baseUrl}/sandboxes?metadata.env=prod`;
    return (await fetch(url, { headers: { "X-API-Key": apiKey } })).json();
  },
  "openapi-fetch": async () => (await peer.GET("/sandboxes", { params: { query } })).data,
  "the client": () => client.sandboxes.list({ metadata }),
  "the client, by path": async () =>
    (await client.request.GET("/sandboxes", { params: { query } })).data,
  "the client, with a signal and a deadline": () =>
    client.sandboxes.list({ metadata }, { signal, deadline: 10_000 }),
  "the client, with a fetch of its own": () => strict.sandboxes.list({ metadata }),
};

const micro = await measureCpu(new Map(Object.entries(calls)));
const over = (name: string): number =>
  (micro.get(name) ?? Number.NaN) - (micro.get("fetch alone") ?? Number.NaN);
const peerOver = over("openapi-fetch");
console.log(
  "| a list of three | CPU a call, µs | over fetch, µs | of what openapi-fetch takes | |",
);
console.log("|---|--:|--:|--:|---|");
for (const [name, value] of micro) {
  const ratio = over(name) / peerOver;
  const isLimited = name.startsWith("the client");
  const cells =
    name === "fetch alone"
      ? ["", "", ""]
      : [over(name).toFixed(1), ratio.toFixed(2), isLimited ? (ratio <= 1 ? "✓" : "✗") : ""];
  console.log(`| ${name} | ${value.toFixed(1)} | ${cells.join(" | ")} |`);
}

const limit = 5;
console.log("\n| import, in a process of its own | ms | limit | |");
console.log("|---|--:|--:|---|");
for (const [name, { total: value }] of measureImports(["openapi-fetch", "@sandboxes/client"])) {
  const verdict = name === "@sandboxes/client" ? `${limit} | ${value <= limit ? "✓" : "✗"}` : " | ";
  console.log(`| ${name} | ${value.toFixed(1)} | ${verdict} |`);
}
