import { afterAll, describe, expect, it } from "vitest";
import type { Backend } from "../stores/backends.ts";
import { startBackends } from "../stores/start-backends.ts";
import { runLoad } from "./run-load.ts";

const { backends, stop } = await startBackends();
afterAll(stop);

// `pnpm run load` runs for a minute per store, and also checks the memory.
describe.each<Backend>(backends)("64 clients at once, over $name", (backend) => {
  it("get valid responses, lose no change and leave a consistent state", async () => {
    // Otherwise the clients did not conflict.
    const kinds = ["createSandbox 429", "pauseSandbox 409", "resumeSandbox 200"];
    const { problems, statuses } = await runLoad(backend, {
      duration: 3000,
      until: (findings) => kinds.every((kind) => findings.statuses.has(kind)),
    });
    expect(problems).toEqual([]);
    expect([...statuses.keys()]).toEqual(expect.arrayContaining(kinds));
  }, 120_000);
});
