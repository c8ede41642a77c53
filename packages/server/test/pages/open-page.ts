import axe from "axe-core";
import { type StartedServer, startServer } from "@sandboxes/server/start";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { onTestFinished } from "vitest";

/** A page of a server that was started for a test. Both close when the test has finished. */
export interface OpenPage {
  readonly page: Page;
  readonly server: StartedServer;
  readonly apiKey: string;
  /** The requests of the page. */
  readonly requests: readonly string[];
  /** The errors of the page, such as violations of its policy. */
  readonly errors: readonly string[];
  /** Calls the API directly, not through the page. */
  call(method: string, path: string, body?: object): Promise<Response>;
  /** Creates a sandbox through the API, and returns its ID. */
  create(name: string, metadata?: Record<string, string>): Promise<string>;
  /** Enters the key in the page. */
  enter(apiKey?: string): Promise<void>;
}

export async function openPage(
  browser: Browser,
  path: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const server = await startServer({ database: "memory" });
  onTestFinished(async () => await server.close());
  const apiKey = server.firstKey ?? "";
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  onTestFinished(async () => await context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(12_000);
  const requests: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  const call: OpenPage["call"] = async (method, where, body) =>
    await fetch(server.url + where, {
      method,
      headers: { "X-API-Key": apiKey, ...(body ? { "Content-Type": "application/json" } : {}) },
      body: body ? JSON.stringify(body) : null,
    });
  await page.goto(server.url + path);
  return {
    page,
    server,
    apiKey,
    requests,
    errors,
    call,
    create: async (name, metadata = {}) => {
      const response = await call("POST", "/sandboxes", { name, metadata });
      return ((await response.json()) as { id: string }).id;
    },
    enter: async (key = apiKey) => {
      await page.getByLabel("API key").fill(key);
      await page.keyboard.press("Enter");
    },
  };
}

/**
 * Checks the current content of the page for accessibility violations with axe.
 *
 * @param except rules to skip
 */
export async function violations(page: Page, except: readonly string[] = []): Promise<string[]> {
  await page.evaluate(axe.source);
  const rules = Object.fromEntries(except.map((rule) => [rule, { enabled: false }]));
  return await page.evaluate(async (asked) => {
    const { axe: here } = globalThis as unknown as { axe: typeof axe };
    const result = await here.run({ rules: asked });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  }, rules);
}

/** Presses Tab until a control has the focus, like a keyboard user. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let count = 0; count < 60; count++) {
    if ((await page.evaluate(focused)) === name) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to "${name}".`);
}

/** @returns the name of the control with the focus. Runs in the page. */
export function focused(): string {
  const active = document.activeElement;
  if (active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement)
    return active.labels?.[0]?.textContent ?? "";
  return active?.getAttribute("aria-label") ?? active?.textContent ?? "";
}
