import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type StartedServer, startServer } from "@sandboxes/server/start";
import type { Browser } from "playwright-core";
import { launchChromium } from "../pages/chromium.ts";
import { showText, textKinds } from "../pages/page-texts.ts";
import type { Attack } from "./attack.ts";

/** The number of requests that the page of another origin sends. */
const flood = 400;

/** The number of requests that a local program sends meanwhile. It is far below the limit. */
const legitimate = 20;

type Result = Awaited<ReturnType<Attack["run"]>>;

/** Serves an empty page that represents a page of another origin. */
async function serveEmptyPage(): Promise<{ port: number; close(): void }> {
  const server = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end("<title>Another origin</title>");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close: () => server.close().closeAllConnections(),
  };
}

async function legitimateStatuses({ url, firstKey = "" }: StartedServer): Promise<number[]> {
  const statuses: number[] = [];
  for (let count = 0; count < legitimate; count++) {
    const response = await fetch(`${url}/sandboxes`, { headers: { "X-API-Key": firstKey } });
    await response.text();
    statuses.push(response.status);
  }
  return statuses;
}

/** Lets a page of another origin flood the server, and measures the effect on other callers. */
async function floodFrom(browser: Browser, host: string, mode: RequestMode): Promise<Result> {
  await using server = await startServer({ database: "memory" });
  const other = await serveEmptyPage();
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`http://${host}:${other.port}/`);
    const sending = page.evaluate(
      async ([url, count, how]) => {
        const all = Array.from(
          { length: count },
          async (_, number) =>
            await fetch(`${url}/sandboxes?${number}`, { mode: how }).then(
              ({ type }) => type === "opaque",
              () => true,
            ),
        );
        return (await Promise.all(all)).filter((isHidden) => !isHidden).length;
      },
      [server.url, flood, mode] as const,
    );
    const during = await legitimateStatuses(server);
    const read = await sending;
    const rejected = [...during, ...(await legitimateStatuses(server))].filter(
      (status) => status !== 200,
    ).length;
    return {
      withstood: rejected === 0 && read === 0,
      figure: `${flood} requests sent, ${read} responses read, ${rejected} of ${2 * legitimate} legitimate requests rejected`,
    };
  } finally {
    await context.close();
    other.close();
  }
}

async function rebind(): Promise<Result> {
  const chromium = await launchChromium(["--host-resolver-rules=MAP evil.test 127.0.0.1"]);
  if (typeof chromium === "string") return { withstood: false, figure: chromium };
  try {
    await using server = await startServer({ database: "memory" });
    const page = await chromium.browser.newPage();
    const statuses: (number | undefined)[] = [];
    for (const path of ["/", "/health", "/sandboxes", "/docs"])
      statuses.push((await page.goto(`http://evil.test:${server.port}${path}`))?.status());
    const withstood = statuses.every((status) => status === 421);
    return { withstood, figure: `status ${statuses.join(", ")}` };
  } finally {
    await chromium.close();
  }
}

let launched: ReturnType<typeof launchChromium> | undefined;

/** Runs an attack in Chromium. Without Chromium, the attack counts as not withstood. */
async function inChromium(run: (browser: Browser) => Promise<Result>): Promise<Result> {
  launched ??= launchChromium();
  const chromium = await launched;
  if (typeof chromium === "string") return { withstood: false, figure: chromium };
  return await run(chromium.browser);
}

/** Closes the browser that these attacks share. */
export async function closeChromium(): Promise<void> {
  const chromium = await launched;
  launched = undefined;
  if (chromium && typeof chromium !== "string") await chromium.close();
}

/** Attacks by pages of other origins, and attacks on the server's own pages, in Chromium. */
export const pageAttacks: readonly Attack[] = [
  ...(["no-cors", "cors"] as const).flatMap((mode) =>
    (["localhost", "127.0.0.1"] as const).map((host) => ({
      name: `a page of ${host} floods with ${mode} requests`,
      run: async () => await inChromium(async (browser) => await floodFrom(browser, host, mode)),
    })),
  ),
  { name: "a page whose name is rebound to 127.0.0.1", run: rebind },
  ...textKinds.map((kind) => ({
    name: `markup in ${kind.name}`,
    run: async () =>
      await inChromium(async (browser) => {
        const { isText, created, hasRun } = await showText(browser, kind);
        return {
          withstood: isText && created === 0 && !hasRun,
          figure: isText ? "shown as text" : `${created} elements, script run: ${hasRun}`,
        };
      }),
  })),
];
