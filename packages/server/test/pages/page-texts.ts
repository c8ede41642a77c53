import { type StartedServer, startServer } from "@sandboxes/server/start";
import type { Browser, Locator, Page } from "playwright-core";

/** Markup that would run a script, load an image and make text bold if a page parsed it as HTML. */
const payload = `<img src=x onerror=hit=1>"'&lt;<b>`;

interface Target {
  readonly page: Page;
  /** Creates a sandbox through the API, not through the page. */
  create(name: string, metadata?: Record<string, string>): Promise<void>;
  /** Enters the key in the page. */
  enter(): Promise<void>;
}

/** A kind of content that other callers can choose, and that the page shows. */
export interface TextKind {
  readonly name: string;
  /** Makes the page show the payload, and returns the element that shows it. */
  show(target: Target): Promise<Locator>;
}

async function withSandbox(
  { page, create, enter }: Target,
  name = payload,
  metadata: Record<string, string> = {},
): Promise<void> {
  await create(name, metadata);
  await enter();
  await page.locator("#rows tr").waitFor();
}

/** Responds to a request of the page like a hostile server. */
async function answer(page: Page, path: RegExp, status: number, body: unknown): Promise<void> {
  await page.route(path, async (route) => {
    const isStream = typeof body === "string";
    await route.fulfill({
      status,
      contentType: isStream ? "text/event-stream" : "application/json",
      body: isStream ? body : JSON.stringify(body),
    });
  });
}

const failure = { error: { code: "bad_request", message: payload } };

async function runCommand(target: Target, command: string): Promise<Page> {
  const { page } = target;
  await page.getByRole("button", { name: /^Console/ }).click();
  await page.getByLabel("Command").fill(command);
  await page.keyboard.press("Enter");
  await page.locator("#console-output .end").waitFor();
  return page;
}

const print = `printf '%s' '${payload.replaceAll("'", String.raw`'\''`)}'`;

/** Every kind of content that the sandbox page shows and that comes from elsewhere. */
export const textKinds: readonly TextKind[] = [
  {
    name: "a name in the table",
    show: async (target) => {
      await withSandbox(target);
      return target.page.locator("#rows strong");
    },
  },
  {
    name: "a name in an announcement",
    show: async (target) => {
      await withSandbox(target, "first");
      await target.create(payload);
      const live = target.page.locator("#live");
      await live.filter({ hasText: "is new" }).waitFor({ state: "attached" });
      return live;
    },
  },
  {
    name: "a name in the title of the console",
    show: async (target) => {
      await withSandbox(target);
      await target.page.getByRole("button", { name: /^Console/ }).click();
      return target.page.locator("#console-title");
    },
  },
  {
    name: "a name in the question before a deletion",
    show: async (target) => {
      await withSandbox(target);
      await target.page.getByRole("button", { name: /^Delete/ }).click();
      return target.page.locator("#delete-title");
    },
  },
  {
    name: "a key of the metadata",
    show: async (target) => {
      await withSandbox(target, "demo", { [payload]: "value" });
      return target.page.locator("#rows .metadata li");
    },
  },
  {
    name: "a value of the metadata",
    show: async (target) => {
      await withSandbox(target, "demo", { key: payload });
      return target.page.locator("#rows .metadata li");
    },
  },
  ...(["Key", "Value"] as const).map((label) => ({
    name: `the ${label.toLowerCase()} of a filter`,
    show: async (target: Target) => {
      await withSandbox(target, "demo");
      await target.page.getByLabel("Key", { exact: true }).fill("key");
      await target.page.getByLabel(label, { exact: true }).fill(payload);
      await target.page.getByRole("button", { name: "Add filter" }).click();
      return target.page.locator("#filters li");
    },
  })),
  {
    name: "standard output",
    show: async (target) => {
      await withSandbox(target, "demo");
      return (await runCommand(target, print)).locator("#console-output .stdout");
    },
  },
  {
    name: "standard error",
    show: async (target) => {
      await withSandbox(target, "demo");
      return (await runCommand(target, `${print} >&2`)).locator("#console-output .stderr");
    },
  },
  {
    name: "a command",
    show: async (target) => {
      await withSandbox(target, "demo");
      return (await runCommand(target, `: ${payload}`)).locator("#console-output .command");
    },
  },
  {
    name: "an error in a stream",
    show: async (target) => {
      await withSandbox(target, "demo");
      const event = { finished: true, error: payload, code: payload };
      await answer(target.page, /exec\/stream$/, 200, `data: ${JSON.stringify(event)}\n\n`);
      return (await runCommand(target, "true")).locator("#console-output .end");
    },
  },
  {
    name: "an error of a command",
    show: async (target) => {
      await withSandbox(target, "demo");
      await answer(target.page, /exec\/stream$/, 400, failure);
      return (await runCommand(target, "true")).locator("#console-output .end");
    },
  },
  {
    name: "an error of a list",
    show: async (target) => {
      await answer(target.page, /\/sandboxes\?/, 400, failure);
      await target.enter();
      return target.page.locator("#problem");
    },
  },
  {
    name: "an error of a pause",
    show: async (target) => {
      await withSandbox(target, "demo");
      await answer(target.page, /\/pause$/, 409, failure);
      await target.page.getByRole("button", { name: /^Pause/ }).click();
      return target.page.locator("#problem");
    },
  },
  {
    name: "an error of a new sandbox",
    show: async (target) => {
      await withSandbox(target, "demo");
      await answer(target.page, /\/sandboxes$/, 400, failure);
      await target.page.getByRole("button", { name: "New sandbox" }).click();
      await target.page.getByLabel("Name", { exact: true }).fill("other");
      await target.page.keyboard.press("Enter");
      return target.page.locator("#new-error");
    },
  },
  {
    name: "an error of a deletion",
    show: async (target) => {
      await withSandbox(target, "demo");
      await answer(target.page, /\/sandboxes\/[\da-f-]+$/, 400, failure);
      await target.page.getByRole("button", { name: /^Delete/ }).click();
      await target.page.locator("#delete-form .danger").click();
      return target.page.locator("#delete-error");
    },
  },
  ...(["status", "id", "created_at"] as const).map((field) => ({
    name: `the field ${field}`,
    show: async (target: Target) => {
      const sandbox = {
        id: "00000000-0000-4000-8000-000000000001",
        name: "demo",
        status: "active",
        vcpu_count: 1,
        memory_mib: 1,
        created_at: "2026-01-01T00:00:00Z",
        metadata: {},
      };
      await answer(target.page, /\/sandboxes\?/, 200, [{ ...sandbox, [field]: payload }]);
      await target.enter();
      return target.page.locator("#rows tr");
    },
  })),
];

/** The effect of the payload on a page. */
export interface ShownText {
  /** Whether the element shows the payload unchanged. */
  readonly isText: boolean;
  /** Elements that the payload created. */
  readonly created: number;
  /** Whether a script in the payload ran. */
  readonly hasRun: boolean;
}

/** Shows one kind of content in a page of a separate server. */
export async function showText(browser: Browser, { show }: TextKind): Promise<ShownText> {
  await using server: StartedServer = await startServer({ database: "memory" });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(12_000);
    await page.goto(server.url);
    const apiKey = server.firstKey ?? "";
    const shown = await show({
      page,
      create: async (name, metadata = {}) => {
        await fetch(`${server.url}/sandboxes`, {
          method: "POST",
          headers: { "X-API-Key": apiKey, "Content-Type": "application/json" },
          body: JSON.stringify({ name, metadata }),
        });
      },
      enter: async () => {
        await page.getByLabel("API key").fill(apiKey);
        await page.keyboard.press("Enter");
      },
    });
    await shown.filter({ hasText: payload }).waitFor({ state: "attached" });
    const text = await shown.textContent();
    // A failed image reports its error in a later task.
    await page.waitForTimeout(100);
    const [created, hasRun] = await page.evaluate(
      () => [document.querySelectorAll("img, b, body script").length, "hit" in globalThis] as const,
    );
    return { isText: text?.includes(payload) === true, created, hasRun };
  } finally {
    await context.close();
  }
}
