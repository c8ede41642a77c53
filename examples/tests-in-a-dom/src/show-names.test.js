import { createClient } from "@sandboxes/client";
import { createTestApi } from "@sandboxes/test-utils";
import { expect, test } from "vitest";
import { showNames } from "./show-names.js";

const sandboxes = [
  { name: "<b>one</b>", metadata: { env: "prod" } },
  { name: "two", metadata: { env: "test" } },
];

test("shows the names as text", async () => {
  const list = document.createElement("ul");
  await showNames(list, createClient(await createTestApi({ sandboxes })), "prod");
  expect(list.innerHTML).toBe("<li>&lt;b&gt;one&lt;/b&gt;</li>");
});

test("shows why there is no list", async () => {
  const api = await createTestApi();
  api.fail("listSandboxes", { status: 401, message: "The key has expired." });
  const list = document.createElement("ul");
  await showNames(list, createClient(api), "prod");
  expect(list.textContent).toContain("The key has expired.");
});
