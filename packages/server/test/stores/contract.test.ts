import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Backend, type Place, memory, sqlite } from "./backends.ts";
import { contractOfKeys } from "./contract-of-keys.ts";
import { contractOfLists } from "./contract-of-lists.ts";
import { contractOfSandboxes } from "./contract-of-sandboxes.ts";
import type { Trial } from "./contract.ts";

const contract = { ...contractOfKeys, ...contractOfSandboxes, ...contractOfLists };

describe.each<Backend>([memory, sqlite])("a store in $name", ({ create }) => {
  let place: Place;
  let trial: Trial;

  beforeEach(async () => {
    place = await create();
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
