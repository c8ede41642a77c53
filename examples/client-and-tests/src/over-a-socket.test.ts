import { createClient } from "@sandboxes/client";
import { test } from "@sandboxes/test-utils/vitest";
import { expect } from "vitest";
import { memoryByOwner } from "./memory-by-owner.ts";

test.override({
  apiOptions: { sandboxes: [{ status: "active", memory_mib: 512, metadata: { env: "prod" } }] },
});

test("adds up over a socket", async ({ api }) => {
  const { url } = await api.listen();
  const client = createClient({ apiKey: api.apiKey, baseUrl: url });
  expect(Object.fromEntries(await memoryByOwner(client, "prod"))).toEqual({ unassigned: 512 });
});
