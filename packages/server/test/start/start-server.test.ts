import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { createSqliteStore } from "@sandboxes/server/sqlite";
import { type StartedServer, startServer } from "@sandboxes/server/start";
import type { Runtime } from "@sandboxes/server";
import { afterEach, beforeEach, expect, it } from "vitest";
import { parse } from "yaml";
import { freePort } from "./free-port.ts";

const description = parse(
  readFileSync(fileURLToPath(import.meta.resolve("@sandboxes/spec/openapi.yaml")), "utf8"),
) as { info: { version: string } };

let folder: string;
let database: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandboxes-"));
  database = join(folder, "x.db");
});
afterEach(async () => await rm(folder, { recursive: true }));

async function statusFor({ url }: StartedServer, apiKey: string): Promise<number> {
  const response = await fetch(`${url}/sandboxes`, { headers: { "X-API-Key": apiKey } });
  await response.text();
  return response.status;
}

it("creates no key if the port is in use", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await expect(startServer({ database, port })).rejects.toThrow(`port ${port} is already in use`);
  other.close();
  await once(other, "close");

  await using server = await startServer({ database, port });
  expect(await statusFor(server, server.firstKey ?? "none")).toBe(200);
  expect(server.database).toBe(database);
  await using second = await startServer({ database });
  expect(second.firstKey).toBeUndefined();
  expect(await statusFor(second, server.firstKey ?? "none")).toBe(200);
});

it("stops listening if the first key cannot be created", async () => {
  await (await createSqliteStore({ path: database })).close();
  const file = new DatabaseSync(database);
  file.exec(
    "CREATE TRIGGER full BEFORE INSERT ON keys BEGIN SELECT raise(ABORT, 'disk full'); END",
  );
  const port = await freePort();
  await expect(startServer({ database, port })).rejects.toThrow("disk full");
  file.exec("DROP TRIGGER full");
  file.close();
  await using server = await startServer({ database, port });
  expect(await statusFor(server, server.firstKey ?? "none")).toBe(200);
});

it("prints only valid keys if two servers start at once over an empty store", async () => {
  const servers = await Promise.all([startServer({ database }), startServer({ database })]);
  try {
    const keys = servers.flatMap(({ firstKey }) => firstKey ?? []);
    expect(keys).not.toEqual([]);
    for (const server of servers)
      for (const key of keys) expect(await statusFor(server, key)).toBe(200);
  } finally {
    for (const server of servers) await server.close();
  }
});

it.each([
  [undefined, description.info.version],
  ["1.2.3", "1.2.3"],
])("with the version %s, reports the version %s", async (version, said) => {
  const options = version === undefined ? {} : { version };
  await using server = await startServer({ database: "memory", ...options });
  const response = await fetch(`${server.url}/health`);
  expect(await response.json()).toEqual({ status: "ok", version: said });
});

/** A runtime whose commands run until they are stopped. */
const endless: Runtime = {
  start: async () => {
    const stop = new AbortController();
    return await Promise.resolve({
      run: async (_, { write }) => {
        await write({ stdout: "running\n" });
        if (!stop.signal.aborted) await once(stop.signal, "abort");
        return { error: "The sandbox was stopped.", code: "gone" };
      },
      save: async () => await Promise.resolve(new Uint8Array()),
      stop: async () => await Promise.resolve(stop.abort()),
      close: () => undefined,
    });
  },
};

it("ends running commands after the shutdown grace, and not before", async () => {
  const shutdownGrace = 300;
  const server = await startServer({ database: "memory", runtime: endless, shutdownGrace });
  const headers = { "X-API-Key": server.firstKey ?? "", "Content-Type": "application/json" };
  const post = async (path: string, body: object): Promise<Response> =>
    await fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(body) });
  const { id } = (await (await post("/sandboxes", { name: "demo" })).json()) as { id: string };
  const streamed = await post(`/sandboxes/${id}/exec/stream`, { command: "sleep 60" });
  const reader = streamed.body!.getReader();
  // The command runs.
  await reader.read();
  const collected = post(`/sandboxes/${id}/exec`, { command: "sleep 60" });
  await new Promise((resolve) => setTimeout(resolve, 100));

  const start = performance.now();
  await server.close();
  const elapsed = performance.now() - start;
  expect((await collected).status).toBe(503);
  expect(elapsed).toBeGreaterThanOrEqual(shutdownGrace - 20);
  expect(elapsed).toBeLessThan(shutdownGrace + 5000);
});
