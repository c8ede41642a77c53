import { afterAll, expect, it, vi } from "vitest";
import { launchChromium } from "./chromium.ts";
import { showText, textKinds } from "./page-texts.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

// If Chromium does not run, pages.browser.test.ts reports it.
const chromium = await launchChromium();
afterAll(async () => {
  if (typeof chromium !== "string") await chromium.close();
});

it.runIf(typeof chromium !== "string").each(textKinds)("$name is text", async (kind) => {
  if (typeof chromium === "string") return;
  expect(await showText(chromium.browser, kind)).toEqual({
    isText: true,
    created: 0,
    hasRun: false,
  });
});
