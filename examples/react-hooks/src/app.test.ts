import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "@sandboxes/test-utils/vitest";
import { expect } from "vitest";
import { servePage } from "./serve-page.ts";

test.override({
  apiOptions: {
    sandboxes: [
      { name: "one", metadata: { env: "prod" } },
      { name: "two", metadata: { env: "test" } },
      { name: "three", metadata: { env: "prod" } },
    ],
  },
});

// Runs in the page: waits for the lists, creates a sandbox, and reports what the page then shows.
const script = `
const text = (id) => document.getElementById(id)?.textContent ?? "";
const until = async (isTrue) => {
  for (let n = 0; n < 200 && !isTrue(); n++) await new Promise((done) => setTimeout(done, 50));
};
await until(() => text("react-query").includes("three") && text("swr").includes("three"));
await until(() => text("missing") !== "…");
const first = [text("react-query"), text("swr"), text("missing")];
document.getElementById("create").click();
await until(() => text("react-query").includes("from-a-button"));
await fetch("/report", { method: "POST", body: JSON.stringify([...first, text("react-query")]) });
`;

test("shows the sandboxes in Chromium", { timeout: 120_000 }, async ({ api, onTestFinished }) => {
  const { url } = await api.listen();
  const { promise: report, resolve } = Promise.withResolvers<string>();
  const page = await servePage({ url, apiKey: api.apiKey }, script, resolve);
  onTestFinished(() => page.close());

  const profile = await mkdtemp(join(tmpdir(), "react-hooks-"));
  // The package unpacks Chromium there, apart from other tests that do the same.
  process.env["TMPDIR"] = profile;
  const { default: chromium } = await import("@sparticuz/chromium");
  const browser = spawn(await chromium.executablePath(), [
    "--headless=shell",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    `--user-data-dir=${profile}`,
    page.url,
  ]);
  onTestFinished(async () => {
    browser.kill();
    await new Promise((done) => browser.once("exit", done));
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  });

  expect(JSON.parse(await report)).toEqual([
    "three, one",
    "three, one",
    "not_found",
    "from-a-button, three, one",
  ]);
});
