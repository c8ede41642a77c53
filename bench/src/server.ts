// Measures the start of the server, its requests per second next to a bare Hono and to Prism, and the cost
// of a long list. Everything runs at once, so compare the ratios.
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
  print(["`sandboxes serve`, from start to first answer", "median", "budget", ""], rows);
}

async function requestsPerSecond(url: string, apiKey: string): Promise<number> {
  const headers = apiKey === "" ? {} : { "X-API-Key": apiKey };
  const result = await autocannon({ url, headers, connections: 16, duration: 2 });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url} does not respond with 2xx.`);
  return result.requests.average;
}

async function throughput(): Promise<void> {
  await using hello = await startServe("hello");
  await using memory = await startServe("memory", "5");
  await using sqlite = await startServe(newFile(), "5");
  const mock = ["-y", "@stoplight/prism-cli@5.16.0", "mock", spec, "--port", "0"];
  await using prism = await startProgram("npx", [...mock, "--verboseLevel", "info"]);
  const cases: readonly [what: string, url: string, apiKey: string][] = [
    ["bare Hono, `Hello World`", hello.url, ""],
    ["`GET /sandboxes`, 5 in memory", `${memory.url}/sandboxes`, memory.apiKey],
    ["`GET /sandboxes`, 5 in SQLite", `${sqlite.url}/sandboxes`, sqlite.apiKey],
    ["`GET /sandboxes`, Prism's mock", `${prism.url}/sandboxes`, "any"],
  ];
  const rates = cases.map((): number[] => []);
  for (let round = 0; round <= 5; round++)
    for (const [index, [, url, apiKey]] of cases.entries()) {
      const rate = await requestsPerSecond(url, apiKey);
      if (round > 0) rates[index]!.push(rate);
    }
  const [bare = 0, ...others] = rates.map(median);
  const mocked = others.at(-1)!;
  const rows = cases.map(([what], index): Row => {
    const rate = median(rates[index]!);
    const isOurs = index === 1 || index === 2;
    const [toBare, toMock] = [rate / bare, rate / mocked];
    return [
      what,
      Math.round(rate).toLocaleString("en"),
      toBare.toFixed(2),
      toMock.toFixed(1),
      isOurs ? verdict(toBare >= 0.6 && toMock >= 5) : "",
    ];
  });
  print(["", "requests a second", "to bare Hono (≥ 0.6)", "to Prism (≥ 5)", ""], rows);
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
      `${ratio.toFixed(2)} × the answer`,
      verdict(firstByte < 20 && ratio < 1.5),
    ]);
  }
  const head = ["the first list of a process", "answer", "first byte (< 20 ms)", "whole"] as const;
  print([...head, "more memory at the peak (< 1.5 ×)", ""], rows);
}

await starts();
await throughput();
await lists();
