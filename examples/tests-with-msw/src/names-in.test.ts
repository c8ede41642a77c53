import { AuthenticationError } from "@sandboxes/client";
import { createHandlers } from "@sandboxes/test-utils/msw";
import { test } from "@sandboxes/test-utils/vitest";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, expect } from "vitest";
import { namesIn } from "./names-in.ts";

const server = setupServer();
beforeAll(() => server.listen());
afterAll(() => server.close());

test.override({
  apiOptions: {
    sandboxes: [
      { name: "demo", metadata: { env: "prod" } },
      { name: "other", metadata: { env: "test" } },
    ],
  },
});
test.beforeEach(({ api }) => server.resetHandlers(...createHandlers(api)));

test("finds the sandboxes of the environment", async ({ api }) => {
  expect(await namesIn("prod", api.apiKey)).toEqual(["demo"]);
});

test("reports an invalid API key to the caller", async () => {
  await expect(namesIn("prod", "wrong")).rejects.toSatisfy(AuthenticationError.isInstance);
});
