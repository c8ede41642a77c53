// What a call costs over a bare `fetch`, and what the import does, beside openapi-fetch. The answer
// comes from the same process, so that nothing of a network is measured.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createClient } from "@sandboxes/client";
import type { Sandbox, paths } from "@sandboxes/schema";
import createFetchClient from "openapi-fetch";
import { median } from "./measure.ts";

const baseUrl = "http://localhost:8080";
const apiKey = "sk_bench_0123456789";
const sandbox: Sandbox = {
  id: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
  name: "demo",
  status: "active",
  vcpu_count: 2,
  memory_mib: 512,
  created_at: "2023-11-07T05:31:56Z",
  metadata: { env: "prod", owner: "agent-7" },
};
const body = JSON.stringify([sandbox, sandbox, sandbox]);
const headers = { "Content-Type": "application/json", "Content-Length": String(body.length) };
globalThis.fetch = () => Promise.resolve(new Response(body, { headers }));

const peer = createFetchClient<paths>({ baseUrl, headers: { "X-API-Key": apiKey } });
const client = createClient({ baseUrl, apiKey });
const strict = createClient({ baseUrl, apiKey, fetch: (request) => globalThis.fetch(request) });
const metadata = { env: "prod" };
const query = { metadata: { "metadata.env": "prod" } };
const { signal } = new AbortController();

const contenders: Readonly<Record<string, () => Promise<unknown>>> = {
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

const perRound = 500;
const rounds = 60;
const warmUp = 15;
const times = new Map<string, number[]>(Object.keys(contenders).map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  // In turns, so that a slow moment of the machine is slow for all.
  for (const [name, call] of Object.entries(contenders)) {
    const start = process.cpuUsage();
    for (let index = 0; index < perRound; index++) await call();
    const { user, system } = process.cpuUsage(start);
    if (round >= warmUp) times.get(name)?.push((user + system) / perRound);
  }
}

const micro = new Map([...times].map(([name, all]) => [name, median(all)]));
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
for (const name of ["openapi-fetch", "@sandboxes/client"]) {
  const code = `const start = performance.now(); await import(${JSON.stringify(name)}); console.log(performance.now() - start);`;
  const runs = Array.from({ length: 21 }, () =>
    Number(
      execFileSync(process.execPath, ["--input-type=module", "--eval", code], {
        cwd: fileURLToPath(new URL("..", import.meta.url)),
        encoding: "utf8",
      }),
    ),
  );
  const value = median(runs);
  const verdict = name === "@sandboxes/client" ? `${limit} | ${value <= limit ? "✓" : "✗"}` : " | ";
  console.log(`| ${name} | ${value.toFixed(1)} | ${verdict} |`);
}
