// Measures a filter by two keys in each store, for different numbers of sandboxes and of matches.
// Usage: `stores.ts [counts [store]]`, such as `stores.ts 10000,100000 SQLite`.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Store, createMemoryStore, createRecord } from "@sandboxes/server";
import { createSqliteStore } from "@sandboxes/server/sqlite";
import { median } from "./measure.ts";
import { type Database, multiply, startDatabase } from "./stores/database.ts";

const counts = (process.argv[2] ?? "10000,100000,1000000").split(",").map(Number);
/** The numbers of sandboxes that the filters find. */
const found = [1, 10, 100, 1000];
/** The most sandboxes that are inserted one by one. PostgreSQL copies them to get more. */
const oneByOne = 100_000;

const folder = mkdtempSync(join(tmpdir(), "sandboxes-bench-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

/** Builds sandboxes so that `env=prod` and `group<n>=<g>` find n of them, for each n of `found`. */
async function fill(store: Store, count: number): Promise<void> {
  await store.addTeam({ id: "team" });
  for (let start = 0; start < count; start += 500) {
    const indexes = Array.from({ length: Math.min(500, count - start) }, (_, n) => start + n);
    await Promise.all(indexes.map(async (index) => await add(store, index)));
  }
}

/** The first sandboxes and each copy of them have groups of their own. */
function groupOf(index: number, size: number): string {
  const copy = Math.floor(index / oneByOne);
  return `g${Math.floor((index % oneByOne) / size)}.${copy === 0 ? "" : copy}`;
}

async function add(store: Store, index: number): Promise<void> {
  const groups = found.map((size) => [`group${size}`, groupOf(index, size)] as const);
  const record = createRecord("team", {
    id: `3c90c3cc-0000-4b50-8888-${String(index).padStart(12, "0")}`,
    name: `sandbox ${index}`,
    status: "active",
    vcpu_count: 1,
    memory_mib: 1024,
    created_at: new Date(1_700_000_000_000 + index).toISOString(),
    metadata: { env: "prod", ...Object.fromEntries(groups) },
  });
  await store.addSandbox(record);
}

/** Returns the median time of a filter with that many matches, in milliseconds. */
async function measure(store: Store, count: number, size: number): Promise<number> {
  const times: number[] = [];
  const end = performance.now() + 1500;
  for (let run = 0; run < 3000 && performance.now() < end; run++) {
    const metadata = new Map([
      ["env", "prod"],
      [`group${size}`, groupOf((run * 7919) % count, size)],
    ]);
    const start = performance.now();
    let matches = 0;
    for await (const batch of store.listSandboxes("team", { metadata, now: 0 }))
      matches += batch.length;
    times.push(performance.now() - start);
    if (matches !== size)
      throw new Error(`${matches} of ${count} sandboxes were found instead of ${size}.`);
  }
  // The first runs only warm up.
  return median(times.slice(Math.floor(times.length / 4)));
}

interface Kind {
  readonly name: string;
  /** The time of a filter that finds ten of 100,000 sandboxes, in milliseconds. */
  readonly budget: number | undefined;
  open(count: number): Promise<Store>;
}

const kinds: readonly Kind[] = [
  {
    name: "memory",
    budget: 0.1,
    open: async (count) => {
      const store = createMemoryStore();
      await fill(store, count);
      return store;
    },
  },
  {
    name: "SQLite",
    budget: 0.3,
    open: async (count) => {
      const store = await createSqliteStore({ path: join(folder, `${count}.db`) });
      await fill(store, count);
      return store;
    },
  },
];

function overPostgres(database: Database): Kind {
  return {
    name: "PostgreSQL",
    budget: undefined,
    open: async (count) => {
      const schema = `of_${count}`;
      const store = await database.connect(schema);
      const made = Math.min(count, oneByOne);
      await fill(store, made);
      await multiply(database, schema, count / made);
      return store;
    },
  };
}

const database = await startDatabase();
const only = process.argv[3];
const all = [...kinds, ...(database ? [overPostgres(database)] : [])].filter(
  ({ name }) => only === undefined || name === only,
);
const show = (time: number): string => (time < 1 ? time.toFixed(3) : time.toFixed(1));

console.log(
  `| ms | of | ${found.map((size) => `finds ${size}`).join(" | ")} | budget, finds 10 | |`,
);
console.log("|---|--:|--:|--:|--:|--:|--:|---|");
try {
  for (const { name, budget, open } of all)
    for (const count of counts) {
      const store = await open(count);
      const times: number[] = [];
      for (const size of found) times.push(await measure(store, count, size));
      await store.close();
      globalThis.gc?.();
      const isHeld = budget !== undefined && count === 100_000;
      const limit = isHeld ? [`< ${budget}`, times[1]! < budget ? "met" : "NOT met"] : ["", ""];
      console.log(
        `| ${[name, count.toLocaleString("en"), ...times.map(show), ...limit].join(" | ")} |`,
      );
    }
} finally {
  await database?.stop();
}
