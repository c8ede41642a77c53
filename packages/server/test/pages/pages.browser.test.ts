import { createApp, createKey, createMemoryStore, createTeam } from "@sandboxes/server";
import { listen } from "@sandboxes/server/node";
import { withPages } from "@sandboxes/server/pages";
import { operations } from "@sandboxes/schema/operations";
import type { Locator, Page } from "playwright-core";
import { afterAll, describe, expect, it, vi } from "vitest";
import { type Chromium, launchChromium } from "./chromium.ts";
import { focused, openPage, tabTo, violations } from "./open-page.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const started = await launchChromium();
const chromium = typeof started === "string" ? undefined : started;
afterAll(async () => await chromium?.close());

it("has a browser to be tested in", ({ skip }) => {
  if (typeof started === "string") {
    const why = `SKIPPED: the pages are not tested, since Chromium does not run here: ${started}`;
    // oxlint-disable-next-line no-console -- a reporter shows no reason of a skipped test
    console.error(why);
    skip(why);
  }
  expect(chromium?.browser.isConnected()).toBe(true);
});

const open = async (...given: [path: string, options?: object]) =>
  await openPage((chromium as Chromium).browser, ...given);

function rowOf(page: Page, name: string): Locator {
  return page.getByRole("row").filter({ has: page.getByText(name, { exact: true }) });
}

async function names(page: Page): Promise<string[]> {
  return await page.locator("#rows strong").allTextContents();
}

const lists = async (page: Page, ...wanted: string[]): Promise<void> =>
  await expect.poll(async () => await names(page), { timeout: 12_000 }).toEqual(wanted);

const says = async (page: Page, id: string, wanted: string | RegExp): Promise<void> =>
  await expect
    .poll(async () => await page.locator(`#${id}`).textContent(), { timeout: 12_000 })
    .toMatch(wanted);

describe.runIf(chromium)("the page of the sandboxes", () => {
  it("asks for a key, reports its problem, and stores it only in the tab's session", async () => {
    const { page, apiKey, create, enter, requests } = await open("/");
    await create("demo");
    expect(await page.evaluate(focused)).toBe("API key");
    await enter("ss_wrong");
    await says(page, "key-error", "The server does not take this key.");
    expect(await page.evaluate(focused)).toBe("API key");
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);

    await enter();
    await lists(page, "demo");
    const kept = await page.evaluate(() => [
      Object.values(sessionStorage),
      localStorage.length,
      document.cookie,
    ]);
    expect(kept).toEqual([[apiKey], 0, ""]);
    await page.reload();
    await lists(page, "demo");
    expect([page.url(), ...requests].filter((url) => url.includes("ss_"))).toEqual([]);

    await page.getByRole("button", { name: "Forget the key" }).click();
    await lists(page);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  it("filters by metadata", async () => {
    const { page, create, enter } = await open("/");
    await create("one", { env: "prod", owner: "a b&c=d" });
    await create("two", { env: "prod", owner: "" });
    await create("three", { env: "staging" });
    await enter();
    await lists(page, "three", "two", "one");
    const add = async (key: string, value: string): Promise<void> => {
      await page.getByLabel("Key", { exact: true }).fill(key);
      await page.getByLabel("Value", { exact: true }).fill(value);
      await page.keyboard.press("Enter");
    };
    await add("env", "prod");
    await lists(page, "two", "one");
    await add("owner", "a b&c=d");
    await lists(page, "one");
    await add("owner", "");
    await lists(page, "two");
    await add("owner", "nobody");
    await lists(page);
    await says(page, "none", "No sandbox has this metadata.");
    await page.getByRole("button", { name: "Remove the filter owner = nobody" }).click();
    await page.getByRole("button", { name: "Remove the filter env = prod" }).click();
    await lists(page, "three", "two", "one");
    expect(await page.locator("#filters li").count()).toBe(0);
  });

  it("shows and announces changes by other callers", async () => {
    const { page, create, call, enter } = await open("/");
    await enter();
    await says(page, "none", "There is no sandbox yet.");
    const id = await create("demo", { note: "<b>bold</b>" });
    await lists(page, "demo");
    await says(page, "live", "demo is new.");
    expect(await rowOf(page, "demo").getByRole("listitem").textContent()).toBe(
      "note = <b>bold</b>",
    );
    await call("POST", `/sandboxes/${id}/pause`);
    await says(page, "live", "demo is paused.");
    await call("PATCH", `/sandboxes/${id}`, { metadata: { note: "other" } });
    await rowOf(page, "demo").getByText("note = other").waitFor();
    await call("DELETE", `/sandboxes/${id}`);
    await lists(page);
    await says(page, "live", "demo is gone.");
  });

  it("can be used with the keyboard alone", async () => {
    const { page, create, enter } = await open("/");
    await create("older");
    await enter();
    await lists(page, "older");

    await tabTo(page, "New sandbox");
    await page.keyboard.press("Enter");
    await page.keyboard.type("demo");
    await tabTo(page, "Metadata, one key=value a line");
    await page.keyboard.type("no pair");
    await tabTo(page, "Create");
    await page.keyboard.press("Enter");
    await says(page, "new-error", 'not as "no pair"');
    await tabTo(page, "Metadata, one key=value a line");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("env=prod");
    await tabTo(page, "Create");
    await page.keyboard.press("Enter");
    await lists(page, "demo", "older");
    await rowOf(page, "demo").getByText("env = prod").waitFor();

    await tabTo(page, "Pause demo");
    const outline = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!);
      return `${outlineStyle} ${outlineWidth}`;
    });
    expect(outline).toBe("solid 3px");
    await page.keyboard.press("Enter");
    await rowOf(page, "demo").getByText("paused").waitFor();
    // The same button has a different name now.
    expect(await page.evaluate(focused)).toBe("Resume demo");
    await page.keyboard.press("Space");
    await rowOf(page, "demo").getByText("active").waitFor();

    await tabTo(page, "Delete demo");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    expect(await page.evaluate(focused)).toBe("Delete demo");
    await page.keyboard.press("Enter");
    await tabTo(page, "Delete");
    await page.keyboard.press("Enter");
    await lists(page, "older");
    expect(await page.evaluate(focused)).toBe("Delete older");
  });

  it("runs commands, and shows their output while they run", async () => {
    const { page, create, enter } = await open("/");
    await create("demo");
    await create("other");
    await enter();
    await tabTo(page, "Console demo");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(focused)).toBe("Command");
    const output = page.locator("#console-output");
    const run = async (command: string): Promise<void> => {
      await page.keyboard.type(command);
      await page.keyboard.press("Enter");
    };

    await run(`echo '<img src=x onerror="document.title = 1">'; ls /nope; exit 3`);
    await says(page, "console-output", /<img src=x[^]*No such file[^]*\[Exit code 3\.\]/);
    expect(await output.locator(".stderr").textContent()).toMatch(/nope/);
    expect(await output.locator("img").count()).toBe(0);
    await run("echo first; sleep 25; echo last");
    await says(page, "console-output", /first\n$/);
    await tabTo(page, "Stop");
    await page.keyboard.press("Enter");
    await says(page, "console-output", /first\n\n\[Stopped\.\]\n$/);
    expect(await page.evaluate(focused)).toBe("Command");
    await page.keyboard.press("ArrowUp");
    expect(await page.getByLabel("Command").inputValue()).toContain("sleep 25");

    await page.getByRole("button", { name: "Console other" }).click();
    await says(page, "console-output", /^$/);
    await page.getByRole("button", { name: "Close the console" }).click();
    expect(await page.evaluate(focused)).toBe("Console other");
  });

  it("reports a lost server, and recovers when it returns", async () => {
    const store = createMemoryStore();
    const { apiKey } = await createKey(store, await createTeam(store));
    const app = withPages(createApp({ store }));
    await using first = await listen(app);
    const { page } = await open("/");
    await page.goto(first.url);
    await page.getByLabel("API key").fill(apiKey);
    await page.keyboard.press("Enter");
    await says(page, "count", "0 sandboxes");
    await first.close();
    await says(page, "problem", "The server cannot be reached.");
    await using second = await listen(app, { port: first.port });
    expect(second.url).toBe(first.url);
    await says(page, "problem", /^$/);
  });

  it("fits on a narrow screen", async () => {
    const { page, create, enter } = await open("/", { viewport: { width: 320, height: 600 } });
    await create("x".repeat(64), { ["k".repeat(100)]: "v".repeat(300) });
    await enter();
    await page.getByRole("button", { name: /^Console/ }).click();
    const [wanted, given] = await page.evaluate(() => [
      document.documentElement.clientWidth,
      document.documentElement.scrollWidth,
    ]);
    expect(given).toBe(wanted);
  });

  it.each(["light", "dark"])("is accessible in the %s scheme", async (colorScheme) => {
    const { page, create, enter } = await open("/", { colorScheme });
    expect(await violations(page)).toEqual([]);
    await create("demo", { env: "prod" });
    await enter("ss_wrong");
    await says(page, "key-error", /./);
    expect(await violations(page)).toEqual([]);
    await enter();
    await lists(page, "demo");
    await page.getByLabel("Key", { exact: true }).fill("env");
    await page.getByLabel("Value", { exact: true }).fill("prod");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Console demo" }).click();
    await page.keyboard.type("ls /nope");
    await page.keyboard.press("Enter");
    await says(page, "console-output", /Exit code/);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Delete demo" }).click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "New sandbox" }).click();
    expect(await violations(page)).toEqual([]);
  });
});

// Known violations in the markup of the renderer itself.
const known = ["heading-order", "nested-interactive", "region"];

describe.runIf(chromium)("the reference", () => {
  it.each(["light", "dark"])("lists every operation in the %s scheme", async (colorScheme) => {
    const { page } = await open("/docs", { colorScheme });
    const ids = page.locator(".opblock-summary-operation-id");
    await ids.first().waitFor();
    expect((await ids.allTextContents()).sort()).toEqual(Object.keys(operations).sort());
    expect(await violations(page, known)).toEqual([]);
  });

  it("calls an operation of this server", async () => {
    const { page, server, requests } = await open("/docs");
    await page.locator("#operations-Health-getHealth .opblock-summary-control").click();
    await page.getByRole("button", { name: "Try it out" }).click();
    await page.getByRole("button", { name: "Execute" }).click();
    await page.getByText('"status": "ok"').first().waitFor();
    expect(requests).toContain(`${server.url}/health`);
  });
});

it.runIf(chromium)(
  "sends no request to another origin, and none that its policy forbids",
  async () => {
    const { page, server, requests, errors, create, enter } = await open("/");
    await create("demo");
    await enter();
    await lists(page, "demo");
    await page.getByRole("link", { name: "API reference" }).click();
    await page.locator(".opblock").first().waitFor();
    await page.locator(".opblock-summary-control").first().click();
    const elsewhere = requests.filter(
      (url) => !url.startsWith(`${server.url}/`) && !url.startsWith("data:"),
    );
    expect([elsewhere, errors]).toEqual([[], []]);
  },
);
