// `server.ts [starts] [throughput] [lists]`. Measures the start of the server, its requests per second next to a bare Hono and to Prism, and the cost
// of a long list. Everything runs at once, so compare the ratios. Next to bare Hono, the processor time of the
// server decides: other programs on the machine change it less than the number of requests per second.
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import { median } from "./measure.ts";
import { type Child, startProgram, startServe } from "./server/child.ts";

type Row = readonly [what: string, ...cells: (string | number)[]];

const folder = mkdtempSync(join(tmpdir(), "sandboxes-bench-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const cli = fileURLToPath(import.meta.resolve("@sandboxes/cli")).replace(
  /dist[/\\]index\.js$/,
  "bin/sandboxes.js",
);
const spec = fileURLToPath(import.meta.resolve("@sandboxes/spec/openapi.yaml"));
let files = 0;
const newFile = (): string => join(folder, `${files++}.db`);
const ms = (value: number): string => `${value.toFixed(1)} ms`;
const verdict = (isMet: boolean): string => (isMet ? "met" : "NOT met");

function print(head: Row, rows: readonly Row[]): void {
  console.log(`| ${head.join(" | ")} |\n|${"---|".repeat(head.length)}`);
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
  console.log();
}

/** The time from the start of the process to the first response, in milliseconds. */
async function start(args: readonly string[], path: string): Promise<number> {
  const began = performance.now();
  await using program = await startProgram(process.execPath, args);
  const response = await fetch(program.url + path);
  await response.text();
  return performance.now() - began;
}

async function starts(): Promise<void> {
  const used = newFile();
  const serve = [cli, "serve", "--port", "0", "--database"];
  const hello = fileURLToPath(new URL("server/hello.mjs", import.meta.url));
  const cases: readonly [what: string, limit: number, measure: () => Promise<number>][] = [
    ["bare Hono", Infinity, async () => await start([hello], "/")],
    ["memory", 150, async () => await start([...serve, "memory"], "/health")],
    ["SQLite, a new file", 250, async () => await start([...serve, newFile()], "/health")],
    ["SQLite, the same file", 250, async () => await start([...serve, used], "/health")],
  ];
  const times = cases.map((): number[] => []);
  for (let round = 0; round <= 15; round++)
    for (const [index, [, , measure]] of cases.entries()) {
      const time = await measure();
      // The first round only warms the file cache.
      if (round > 0) times[index]!.push(time);
    }
  const rows = cases.map(([what, limit], index): Row => {
    const time = median(times[index]!);
    const isPeer = limit === Infinity;
    return [what, ms(time), isPeer ? "" : `${limit} ms`, isPeer ? "" : verdict(time < limit)];
  });
  print(["`sandboxes serve`, from start to first response", "median", "budget", ""], rows);
}

/** A server under load. */
interface Load {
  /** Requests per second. */
  readonly rate: number;
  /** The processor time of the server for one request, in microseconds; infinity if it is not known. */
  readonly cpu: number;
}

interface Target {
  readonly url: string;
  readonly apiKey?: string;
  /** Measures the processor time of the server, in microseconds. */
  readonly readCpu?: () => Promise<number>;
}

async function load({ url, apiKey, readCpu }: Target): Promise<Load> {
  const headers = apiKey === undefined ? {} : { "X-API-Key": apiKey };
  const before = (await readCpu?.()) ?? Number.NEGATIVE_INFINITY;
  const result = await autocannon({ url, headers, connections: 16, duration: 1 });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url} does not respond with 2xx.`);
  const cpu = (((await readCpu?.()) ?? 0) - before) / result.requests.total;
  return { rate: result.requests.total / result.duration, cpu };
}

const readCpu = (child: Child) => async (): Promise<number> =>
  ((await child.ask("cpu")) as { cpu: number }).cpu;

async function throughput(): Promise<void> {
  await using hello = await startServe("hello");
  await using memory = await startServe("memory", "5");
  await using sqlite = await startServe(newFile(), "5");
  const mock = ["-y", "@stoplight/prism-cli@5.16.0", "mock", spec, "--port", "0"];
  await using prism = await startProgram("npx", [...mock, "--verboseLevel", "info"]);
  const ours = (child: Child): Target => ({
    url: `${child.url}/sandboxes`,
    apiKey: child.apiKey,
    readCpu: readCpu(child),
  });
  const cases: readonly [what: string, target: Target][] = [
    ["bare Hono, `Hello World`", { url: hello.url, readCpu: readCpu(hello) }],
    ["`GET /sandboxes`, 5 in memory", ours(memory)],
    ["`GET /sandboxes`, 5 in SQLite", ours(sqlite)],
    ["`GET /sandboxes`, Prism's mock", { url: `${prism.url}/sandboxes`, apiKey: "any" }],
  ];
  const loads = cases.map((): Load[] => []);
  for (let round = 0; round <= 12; round++)
    for (const [index, [, target]] of cases.entries()) {
      const measured = await load(target);
      if (round > 0) loads[index]!.push(measured);
    }
  const rates = loads.map((all) => median(all.map(({ rate }) => rate)));
  // Other programs only ever add processor time, for example by emptying the caches.
  const times = loads.map((all) => Math.min(...all.map(({ cpu }) => cpu)));
  const rows = cases.map(([what], index): Row => {
    const [rate, time] = [rates[index]!, times[index]!];
    const toBare = times[0]! / time;
    const toMock = rate / rates.at(-1)!;
    const isKnown = Number.isFinite(time);
    return [
      what,
      Math.round(rate).toLocaleString("en"),
      toMock.toFixed(1),
      isKnown ? `${time.toFixed(1)} µs` : "",
      isKnown ? toBare.toFixed(2) : "",
      index === 1 || index === 2 ? verdict(toBare >= 0.6 && toMock >= 5) : "",
    ];
  });
  const head = ["", "requests a second", "to Prism (≥ 5)", "processor time a request"] as const;
  print([...head, "bare Hono to it (≥ 0.6)", ""], rows);
}

interface Listing {
  readonly firstByte: number;
  readonly whole: number;
  readonly bytes: number;
  /** The memory that a run adds at its peak, in bytes. */
  readonly memory: number;
}

async function list({ url, apiKey, ask }: Child, agent: Agent): Promise<Listing> {
  await ask("watch");
  const began = performance.now();
  const listing = await new Promise<Omit<Listing, "memory">>((resolve, reject) => {
    const headers = { "X-API-Key": apiKey };
    get(`${url}/sandboxes`, { agent, headers }, (response) => {
      let [firstByte, bytes] = [0, 0];
      response.on("data", (chunk: Buffer) => {
        if (bytes === 0) firstByte = performance.now() - began;
        bytes += chunk.length;
      });
      response.on("end", () => resolve({ firstByte, whole: performance.now() - began, bytes }));
    }).on("error", reject);
  });
  const { more } = (await ask("stop")) as { more: number };
  return { ...listing, memory: more };
}

async function lists(): Promise<void> {
  const rows: Row[] = [];
  for (const [what, database] of [
    ["in memory", () => "memory"],
    ["in SQLite", newFile],
  ] as const) {
    const listings: Listing[] = [];
    for (let round = 0; round < 5; round++) {
      // Use a new process, whose memory no earlier list has grown.
      await using server = await startServe(database(), "10000");
      const agent = new Agent({ keepAlive: true });
      listings.push(await list(server, agent));
      agent.destroy();
    }
    const of = (pick: (listing: Listing) => number): number => median(listings.map(pick));
    const [firstByte, bytes] = [of((each) => each.firstByte), of((each) => each.bytes)];
    const ratio = of((each) => each.memory / each.bytes);
    rows.push([
      `10,000 sandboxes ${what}`,
      `${(bytes / 2 ** 20).toFixed(1)} MiB`,
      ms(firstByte),
      ms(of((each) => each.whole)),
      `${ratio.toFixed(2)} × the body`,
      verdict(firstByte < 20 && ratio < 1.5),
    ]);
  }
  const head = ["the first list of a process", "body", "first byte (< 20 ms)", "whole"] as const;
  print([...head, "more memory at the peak (< 1.5 ×)", ""], rows);
}

const parts = { starts, throughput, lists };
const wanted = process.argv.slice(2);
for (const [name, measure] of Object.entries(parts))
  if (wanted.length === 0 || wanted.includes(name)) await measure();
