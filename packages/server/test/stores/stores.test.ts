import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Backend, Place } from "./backends.ts";
import { compareWithMemory } from "./compare-with-memory.ts";
import { contractOfDisks } from "./contract/contract-of-disks.ts";
import { contractOfKeys } from "./contract/contract-of-keys.ts";
import { contractOfLists } from "./contract/contract-of-lists.ts";
import { contractOfSandboxes } from "./contract/contract-of-sandboxes.ts";
import type { Trial } from "./contract/contract.ts";
import { shareBetweenProcesses } from "./share-between-processes.ts";
import { startBackends } from "./start-backends.ts";

const contract = {
  ...contractOfKeys,
  ...contractOfSandboxes,
  ...contractOfLists,
  ...contractOfDisks,
};

const { backends, stop } = await startBackends();
afterAll(stop);

describe.each<Backend>(backends)("a store in $name", (backend) => {
  let place: Place;
  let trial: Trial;

  beforeEach(async () => {
    place = await backend.create();
    const store = await place.connect();
    for (const id of ["a", "b"]) await store.addTeam({ id });
    trial = { place, store, other: await place.connect() };
  });
  afterEach(async () => await place.clear());

  it.each(Object.entries(contract))("%s", async (_, prove) => {
    expect.hasAssertions();
    await prove(trial);
  });
});

describe.each<Backend>(backends.filter(({ durable }) => durable))("a store in $name", (backend) => {
  it("behaves like the store in memory for any sequence of calls", async () => {
    expect.hasAssertions();
    await compareWithMemory(backend, backend.name === "SQLite" ? 100 : 30);
  }, 60_000);

  it("supports several processes that open it at once and make conflicting changes", async () => {
    expect.hasAssertions();
    await shareBetweenProcesses(backend);
  }, 60_000);
});
