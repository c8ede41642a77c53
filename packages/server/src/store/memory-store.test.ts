import type { Sandbox } from "@sandboxes/schema";
import { describe, expect, it } from "vitest";
import { createMemoryStore } from "./memory-store.ts";
import type { Store } from "./store.ts";

const id = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

function sandbox(fields: Partial<Sandbox> = {}): Sandbox {
  const always = { status: "active", vcpu_count: 1, memory_mib: 512 };
  return {
    id,
    name: "demo",
    ...always,
    created_at: "2026-01-01T00:00:00Z",
    metadata: {},
    ...fields,
  };
}

async function stored(): Promise<Store> {
  const store = createMemoryStore();
  await store.addTeam({ id: "a" });
  await store.addTeam({ id: "b" });
  await store.putSandbox("a", sandbox({ metadata: { env: "prod" } }));
  return store;
}

async function list(
  store: Store,
  team: string,
  metadata: Record<string, string> = {},
): Promise<Sandbox[]> {
  return await store.listSandboxes(team, { metadata: new Map(Object.entries(metadata)), now: 0 });
}

describe("a store in memory", () => {
  it("refuses what cannot be, and changes nothing then", async () => {
    const store = await stored();
    await store.addKey({ hash: "h", team: "a", revoked: false });
    await expect(store.addTeam({ id: "a" })).rejects.toThrow("There is a team a already.");
    await expect(store.addKey({ hash: "h", team: "b", revoked: false })).rejects.toThrow(
      "There is such a key already.",
    );
    await expect(store.addKey({ hash: "i", team: "c", revoked: false })).rejects.toThrow(
      "There is no team c.",
    );
    await expect(store.putSandbox("c", sandbox())).rejects.toThrow("There is no team c.");
    await expect(store.putSandbox("b", sandbox())).rejects.toThrow(
      `The id ${id} is another team's.`,
    );
    await expect(store.putSandbox("a", sandbox({ created_at: "now" }))).rejects.toThrow(
      '"now" is not a date-time',
    );
    expect(await list(store, "a", { env: "prod" })).toEqual([
      sandbox({ metadata: { env: "prod" } }),
    ]);
    expect(await list(store, "b")).toEqual([]);
    expect(await list(store, "c")).toEqual([]);
    expect(await store.findKey("h")).toEqual({ hash: "h", team: "a", revoked: false });
  });

  it("finds a sandbox that is put again by what it has now", async () => {
    const store = await stored();
    await store.putSandbox("a", sandbox({ name: "new", metadata: { env: "dev" } }));
    expect(await list(store, "a", { env: "prod" })).toEqual([]);
    expect(await list(store, "a", { env: "dev" })).toMatchObject([{ name: "new" }]);
    expect(await list(store, "a")).toHaveLength(1);
  });

  it("gives an id free with its sandbox", async () => {
    const store = await stored();
    expect(await store.removeSandbox("b", id)).toBe(false);
    expect(await store.removeSandbox("a", id)).toBe(true);
    await store.putSandbox("b", sandbox());
    expect(await list(store, "b")).toHaveLength(1);
  });

  it("is never seen half changed", async () => {
    const store = await stored();
    const put = store.putSandbox("a", sandbox({ metadata: { env: "prod" } }));
    const [seen, ...outcomes] = await Promise.all([
      list(store, "a", { env: "prod" }),
      put,
      ...["a", "b"].map((team) =>
        store.putSandbox(team, sandbox({ id: id.replace("3", "4") })).catch(() => "refused"),
      ),
    ]);
    expect(seen).toHaveLength(1);
    expect(outcomes).toEqual([undefined, undefined, "refused"]);
  });

  it("cannot be changed from outside", async () => {
    const store = await stored();
    const metadata = { env: "prod" };
    await store.putSandbox("a", sandbox({ metadata }));
    metadata.env = "dev";
    const [first] = await list(store, "a", { env: "prod" });
    expect(first?.metadata).toEqual({ env: "prod" });
    expect(() => (first!.metadata["env"] = "dev")).toThrow("read only");
    expect(() => (first!.name = "x")).toThrow("read only");
  });
});

it("works as much for a filter as its answer is long, not as the team is large", async () => {
  const store = createMemoryStore();
  await store.addTeam({ id: "a" });
  for (let n = 0; n < 20_000; n++) {
    const key = `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
    await store.putSandbox("a", sandbox({ id: key, metadata: { env: "prod", n: String(n) } }));
  }
  const fastest = async (metadata: Record<string, string>): Promise<number> => {
    const times: number[] = [];
    for (let n = 0; n < 10; n++) {
      const start = performance.now();
      await list(store, "a", metadata);
      times.push(performance.now() - start);
    }
    return Math.min(...times);
  };
  expect(await list(store, "a", { env: "prod", n: "7" })).toHaveLength(1);
  // About a thousandth, when it is measured alone.
  expect((await fastest({ env: "prod", n: "7" })) * 20).toBeLessThan(
    await fastest({ env: "prod" }),
  );
}, 20_000);
