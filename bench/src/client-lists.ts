// Measures iteration over a list of 100,000 sandboxes while it arrives, next to waiting for the whole list
// and next to `JSON.parse` alone. The list arrives in chunks of 64 KiB from the same process, so no
// network is measured.
import { createClient } from "@sandboxes/client";
import { median } from "./measure.ts";

const count = 100_000;
const sandbox = (index: number): object => ({
  id: `3c90c3cc-0d44-4b50-8888-${String(index).padStart(12, "0")}`,
  name: `agent-${index}`,
  status: "active",
  vcpu_count: 2,
  memory_mib: 2048,
  created_at: "2025-11-07T05:31:56Z",
  timeout_seconds: 3600,
  metadata: { env: "prod", owner: `agent-${index % 50}` },
});
const sandboxes = Array.from({ length: count }, (_, index) => sandbox(index));
const bytes = new TextEncoder().encode(JSON.stringify(sandboxes));
const decoder = new TextDecoder();
const piece = 64 * 1024;

function body(): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.slice(at, (at += piece)));
    },
  });
}

const client = createClient({
  baseUrl: "http://localhost:8080",
  apiKey: "sk_bench_0123456789",
  fetch: () => new Response(body(), { headers: { "Content-Type": "application/json" } }),
});

const contenders: Readonly<Record<string, () => Promise<number>>> = {
  "JSON.parse alone": async () => (JSON.parse(decoder.decode(bytes)) as unknown[]).length,
  "await list()": async () => (await client.sandboxes.list()).length,
  "for await (… of list())": async () => {
    let seen = 0;
    for await (const each of client.sandboxes.list()) if (each.id) seen++;
    return seen;
  },
};

const times = new Map<string, number[]>(Object.keys(contenders).map((name) => [name, []]));
for (let round = 0; round < 25; round++) {
  for (const [name, run] of Object.entries(contenders)) {
    const start = performance.now();
    if ((await run()) !== count) throw new Error(`${name} did not return every sandbox.`);
    // The first rounds only warm up.
    if (round >= 5) times.get(name)?.push(performance.now() - start);
  }
}

const base = median(times.get("JSON.parse alone") ?? []);
console.log(`| ${count.toLocaleString("en")} sandboxes | MB/s | of JSON.parse |`);
console.log("|---|--:|--:|");
for (const [name, all] of times) {
  const time = median(all);
  const speed = (bytes.length / 1e3 / time).toFixed(0);
  console.log(`| ${name} | ${speed} | ${(base / time).toFixed(2)} |`);
}

/** The memory that a run adds at its peak, in MB, sampled by each call of `look`. */
async function held(work: (look: () => void) => Promise<unknown>): Promise<number> {
  const heap = (): number => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const before = heap();
  let most = 0;
  await work(() => (most = Math.max(most, heap() - before)));
  return most / 1e6;
}

const iterated = await held(async (look) => {
  let seen = 0;
  for await (const _ of client.sandboxes.list()) if (++seen % 10_000 === 0) look();
});
const awaited = await held(async (look) => {
  const all = await client.sandboxes.list();
  look();
  return all.length;
});
console.log(`\n| ${count.toLocaleString("en")} sandboxes | MB held at most |`);
console.log("|---|--:|");
console.log(`| await list() | ${awaited.toFixed(1)} |`);
console.log(`| for await (… of list()) | ${iterated.toFixed(1)} |`);
