import { AuthenticationError, createClient } from "@sandboxes/client";
import { createBuilder, createTestApi } from "@sandboxes/test-utils";
import { expect, it } from "vitest";
import { memoryByOwner } from "./memory-by-owner.ts";

const build = createBuilder();
const running = (memory_mib: number, metadata: Record<string, string>) =>
  build("Sandbox", { status: "active", memory_mib, metadata });

it("adds up the running sandboxes of an environment", async () => {
  const api = await createTestApi({
    sandboxes: [
      running(1024, { env: "prod", owner: "agent-7" }),
      running(2048, { env: "prod", owner: "agent-7" }),
      running(512, { env: "prod" }),
      running(4096, { env: "test", owner: "agent-7" }),
      build("Sandbox", { status: "paused", metadata: { env: "prod", owner: "agent-8" } }),
    ],
  });

  expect(Object.fromEntries(await memoryByOwner(createClient(api), "prod"))).toEqual({
    "agent-7": 3072,
    unassigned: 512,
  });
});

it("reports an invalid API key to the caller", async () => {
  const api = await createTestApi();
  const client = createClient({ ...api, apiKey: "wrong" });

  await expect(memoryByOwner(client, "prod")).rejects.toSatisfy(AuthenticationError.isInstance);
});
