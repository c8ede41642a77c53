import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { type StartedServer, startServer } from "@sandboxes/server/start";
import { createKey, createTeam } from "@sandboxes/server";
import { createPostgresStore } from "@sandboxes/server/postgres";
import { type PostgresServer, startPostgres } from "../stores/postgres-server.ts";
import { shareLimit } from "../stores/share-limit.ts";
import type { Attack } from "./attack.ts";

type Result = Awaited<ReturnType<Attack["run"]>>;

/** The maximum time of `/health` while a store fails, in milliseconds. It leaves room for a busy machine. */
const healthLimit = 250;

const ms = (value: number): string => `${value.toFixed(0)} ms`;

/** Requests `/health` repeatedly until some work is done. */
async function worstHealth(url: string, work: Promise<unknown>): Promise<number> {
  let isOver = false;
  const ended = work.finally(() => (isOver = true));
  let worst = 0;
  while (!isOver) {
    const start = performance.now();
    await (await fetch(`${url}/health`)).text();
    worst = Math.max(worst, performance.now() - start);
    await sleep(10);
  }
  await ended;
  return worst;
}

async function create({ url }: StartedServer, apiKey: string): Promise<Response> {
  const response = await fetch(`${url}/sandboxes`, {
    method: "POST",
    headers: { "X-API-Key": apiKey, "Content-Type": "application/json" },
    body: '{"name":"demo"}',
  });
  await response.text();
  return response;
}

/** Locks a SQLite file in another thread, through a separate connection. */
async function lockFile(path: string): Promise<Worker> {
  const worker = new Worker(
    `const { DatabaseSync } = require("node:sqlite");
    const { workerData, parentPort } = require("node:worker_threads");
    new DatabaseSync(workerData).exec("BEGIN EXCLUSIVE");
    parentPort.postMessage("locked");
    setInterval(() => {}, 1000);`,
    { eval: true, workerData: path },
  );
  await new Promise((resolve) => worker.once("message", resolve));
  return worker;
}

async function lockedFile(): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "sandboxes-"));
  try {
    const database = join(folder, "x.db");
    await using server = await startServer({ database, rateLimit: false, pages: false });
    const key = server.firstKey ?? "";
    const lock = await lockFile(database);
    const changes = Promise.all(Array.from({ length: 20 }, async () => await create(server, key)));
    const worst = await worstHealth(server.url, changes);
    const statuses = new Set((await changes).map(({ status }) => status));
    const retry = (await changes).every(({ headers }) => headers.get("Retry-After") === "1");
    await lock.terminate();
    const after = (await create(server, key)).status;
    return {
      withstood: worst < healthLimit && [...statuses].join() === "503" && retry && after === 201,
      figure: `worst /health ${ms(worst)}, changes ${[...statuses].join(", ")}, afterwards ${after}`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function withPostgres(run: (server: PostgresServer) => Promise<Result>): Promise<Result> {
  const server = await startPostgres();
  if (!server) return { withstood: false, figure: "PostgreSQL does not start here" };
  try {
    return await run(server);
  } finally {
    await server.stop();
  }
}

async function unreachable(postgres: PostgresServer): Promise<Result> {
  const store = await createPostgresStore({ url: postgres.url });
  const { apiKey } = await createKey(store, await createTeam(store));
  await store.close();
  const options = { database: postgres.url, rateLimit: false, pages: false, onError: () => {} };
  await using server = await startServer(options);
  await postgres.kill();
  await sleep(500);
  const asked = Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const key = index % 2 === 0 ? apiKey : "ss_unknown";
      return index % 4 < 2
        ? await create(server, key)
        : await fetch(`${server.url}/sandboxes`, { headers: { "X-API-Key": key } });
    }),
  );
  const worst = await worstHealth(server.url, asked);
  const responses = await asked;
  const statuses = [...new Set(responses.map(({ status }) => status))];
  const retry = responses.every(({ headers }) => headers.has("Retry-After"));
  await postgres.start();
  let after = 0;
  for (let attempt = 0; attempt < 50 && after !== 201; attempt++) {
    await sleep(100);
    after = (await create(server, apiKey)).status;
  }
  return {
    withstood: statuses.join() === "503" && retry && worst < healthLimit && after === 201,
    figure: `${responses.length} responses with ${statuses.join(", ")}${retry ? " and Retry-After" : ""}, worst /health ${ms(worst)}, afterwards ${after}`,
  };
}

async function limit(postgres: PostgresServer, whose: "team" | "address"): Promise<Result> {
  const { sent, admitted, allowed } = await shareLimit(postgres.url, whose, 5000);
  const share = admitted / allowed;
  return {
    withstood: share > 0.9 && share < 1.1,
    figure: `${sent} requests to two servers, ${admitted} admitted, ${allowed.toFixed(0)} allowed (${(100 * share).toFixed(0)} %)`,
  };
}

/** Faults of the stores that several processes share. */
export const storeAttacks: readonly Attack[] = [
  {
    name: "another process locks the SQLite file for longer than a request waits",
    run: lockedFile,
  },
  { name: "PostgreSQL ends and comes back", run: async () => await withPostgres(unreachable) },
  ...(["team", "address"] as const).map((whose) => ({
    name: `two servers over one PostgreSQL share the limit of one ${whose}`,
    run: async () => await withPostgres(async (server) => await limit(server, whose)),
  })),
];
