import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { document } from "@sandboxes/schema/document";
import { type Store, createApp, createKey, createMemoryStore, createTeam } from "@sandboxes/server";
import { createPostgresStore } from "@sandboxes/server/postgres";
import { createSqliteStore } from "@sandboxes/server/sqlite";
import { createTestApi } from "@sandboxes/test-utils";
import {
  type SandboxTarget,
  checkConformance,
  compareDeployments,
  defineConformanceTests,
  sandboxChecks,
} from "@sandboxes/test-utils/conformance";
import { afterAll, describe, expect, test } from "vitest";
import { startPostgres } from "./start-postgres.ts";

const cleanUps: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

const maxSandboxes = 20;

/** A server over a store, in process, with two teams. */
async function targetOver(store: Store): Promise<SandboxTarget> {
  const app = createApp({ store, rateLimit: false, maxSandboxes });
  const keys = [];
  for (const team of [await createTeam(store), await createTeam(store)])
    keys.push((await createKey(store, team)).apiKey);
  const [apiKey = "", otherApiKey = ""] = keys;
  const send = async (input: string | URL | Request, init?: RequestInit): Promise<Response> =>
    await app.fetch(new Request(input, init));
  return { baseUrl: "http://sandboxes.test", apiKey, otherApiKey, maxSandboxes, fetch: send };
}

const stores: Readonly<Record<string, () => Promise<Store>>> = {
  memory: async () => createMemoryStore(),
  SQLite: async () => {
    const folder = await mkdtemp(join(tmpdir(), "conformance-"));
    cleanUps.push(async () => await rm(folder, { recursive: true, force: true }));
    return await createSqliteStore({ path: join(folder, "sandboxes.db") });
  },
  PostgreSQL: async () => {
    const { url, stop } = await startPostgres();
    cleanUps.push(stop);
    return await createPostgresStore({ url });
  },
};

/** Returns the checks that did not pass. A check that was not made is no success here. */
async function failuresOf(target: SandboxTarget): Promise<readonly string[]> {
  const { results } = await checkConformance(target);
  if (results.length < 70) throw new Error(`Only ${results.length} checks ran.`);
  return results
    .filter(({ outcome }) => outcome !== "pass")
    .map(({ name, outcome, message }) => `${outcome}: ${name}: ${message}`);
}

describe("the server conforms to the spec", () => {
  test.each(Object.entries(stores))("over %s, and nothing is left behind", async (_, create) => {
    const store = await create();
    cleanUps.push(async () => await store.close());
    const target = await targetOver(store);
    expect(await failuresOf(target)).toEqual([]);
    const headers = { "X-API-Key": target.apiKey };
    const list = await target.fetch!(`${target.baseUrl}/sandboxes`, { headers });
    expect(await list.json()).toEqual([]);
  });

  test("behind the double, through `fetch` and through a port", async () => {
    const api = await createTestApi({ strict: false, maxSandboxes, shell: true });
    const { apiKey } = api;
    const { apiKey: otherApiKey } = await api.addTeam();
    const target = { baseUrl: api.baseUrl, apiKey, otherApiKey, maxSandboxes, fetch: api.fetch };
    expect(await failuresOf(target)).toEqual([]);
    await using listener = await api.listen();
    const { url } = listener;
    expect(await failuresOf({ baseUrl: url, apiKey, otherApiKey, maxSandboxes })).toEqual([]);
  });
});

describe("as a suite of Vitest", () => {
  defineConformanceTests(test, async () => await targetOver(createMemoryStore()));
});

/** The texts of the document: its descriptions, with single spaces. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value.replaceAll(/\s+/g, " ")];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

test("every check cites a sentence or a place of the spec", () => {
  const texts = textsOf(document);
  const places = Object.entries(document["paths"] as object).flatMap(([path, item]) =>
    Object.keys(item as object).map((method) => `${method.toUpperCase()} ${path}: `),
  );
  const unknown = sandboxChecks().filter(
    ({ cites }) =>
      !places.some((place) => cites.startsWith(place)) &&
      !texts.some((text) => text.includes(cites)),
  );
  expect(unknown.map(({ name, cites }) => `${name}: ${cites}`)).toEqual([]);
  const names = sandboxChecks().map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test("names each difference between two deployments once", async () => {
  const a = await targetOver(createMemoryStore());
  const b = await targetOver(createMemoryStore());
  const only = "listSandboxes";
  expect(await compareDeployments(a, b, only)).toEqual([]);
  const changed = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const response = await b.fetch!(input, init);
    if (!response.ok || init?.method !== "POST") return response;
    const body = (await response.json()) as object;
    return Response.json({ ...body, region: "eu" }, response);
  };
  expect(await compareDeployments(a, { ...b, fetch: changed }, only)).toEqual([
    {
      difference: "createSandbox 201: region is missing and string",
      checks: expect.arrayContaining(["listSandboxes: newest first"]) as string[],
    },
  ]);
});
