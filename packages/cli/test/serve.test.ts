import { once } from "node:events";
import { readFileSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { folder, start } from "./running.ts";

const exported = /SUPERSERVE_BASE_URL=(\S+) SUPERSERVE_API_KEY=(\S+)/;

async function create(url: string, apiKey: string, name: string): Promise<Response> {
  return await fetch(`${url}/sandboxes`, {
    method: "POST",
    headers: { "X-API-Key": apiKey, "Content-Type": "application/json" },
    body: JSON.stringify({ name }),
  });
}

async function list(url: string, apiKey: string): Promise<unknown> {
  return await (await fetch(`${url}/sandboxes`, { headers: { "X-API-Key": apiKey } })).json();
}

/** Returns the title of the page that a browser receives, if the response is a page. */
async function titleAt(url: string): Promise<string | undefined> {
  const response = await fetch(url, { headers: { Accept: "text/html" } });
  return /<title>(.*)<\/title>/.exec(await response.text())?.[1];
}

describe("sandboxes serve", () => {
  it("serves the API with a key that it prints once, and keeps the data after a restart", async () => {
    const home = folder();
    const first = start(["serve", "--port", "0", "--log"], home);
    const [, url = "", apiKey = ""] = await first.says(exported);
    expect(first.said.out).toContain("keeps its data in sandboxes.db.");
    expect((await create(url, apiKey, "kept")).status).toBe(201);
    expect(await titleAt((await first.says(/In a browser: (\S+),/))[1]!)).toBe("Sandboxes");
    expect(await titleAt((await first.says(/reference at (\S+)\./))[1]!)).toBe("API reference");
    first.child.kill("SIGTERM");
    expect(await first.over).toBe(0);
    expect(first.said.out).toContain("Stopping");
    const lines = first.said.err.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { method: "POST", status: 201, operation: "createSandbox" },
    ]);

    const second = start(["serve", "--port", "0"], home);
    const [, again = ""] = await second.says(/listens on (\S+),/);
    await second.says(/sandboxes keys create/);
    expect(await list(again, apiKey)).toMatchObject([{ name: "kept" }]);
    expect(second.said.out).not.toContain("ss_");
    second.child.kill("SIGINT");
    expect(await second.over).toBe(0);
    expect(second.said.err).toBe("");
  });

  it("keeps nothing with an in-memory database", async () => {
    const running = start(["serve", "--port", "0", "--database", "memory"]);
    const [, url = "", apiKey = ""] = await running.says(exported);
    expect(running.said.out).toContain("keeps its data in memory.");
    const health = (await (await fetch(`${url}/health`)).json()) as { version: string };
    expect(health.version).toMatch(/^(?!0\.0\.0$)\d+\.\d+\.\d+$/);
    expect(await list(url, apiKey)).toEqual([]);
  });

  it("keeps running when the reader of its output leaves", async () => {
    const running = start(["serve", "--port", "0", "--database", "memory", "--log"]);
    const [, url = "", apiKey = ""] = await running.says(exported);
    running.child.stdout.destroy();
    running.child.stderr.destroy();
    for (let round = 0; round < 3; round++) expect(await list(url, apiKey)).toEqual([]);
    running.child.kill("SIGTERM");
    expect(await running.over).toBe(0);
  });

  it("serves no pages when they are disabled", async () => {
    const running = start(["serve", "--port", "0", "--database", "memory", "--no-pages"]);
    const [, url = ""] = await running.says(exported);
    expect(await titleAt(url)).toBeUndefined();
    running.child.kill("SIGTERM");
    await running.over;
    expect(running.said.out).not.toContain("browser");
  });

  it("reports a taken port and exits", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void other.close());
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const running = start(["serve", "--port", String(port), "--database", "memory"]);
    expect(await running.over).toBe(1);
    expect(running.said.err).toMatch(
      new RegExp(
        `^Cannot listen on 127.0.0.1:${port}: port ${port} is already in use; .* Use --port PORT\\.`,
      ),
    );
  });

  it("serves only the allowed hosts and origins", async () => {
    const origin = "http://localhost:3000";
    const args = ["serve", "--port", "0", "--database", "memory", "--allow-origin", origin];
    const running = start([...args, "--allow-host", "one.test", "--allow-host", "two.test"]);
    const [, url = ""] = await running.says(exported);
    const allowed = async (from: string): Promise<(string | number | null)[]> => {
      const response = await fetch(`${url}/health`, { headers: { Origin: from } });
      return [response.status, response.headers.get("Access-Control-Allow-Origin")];
    };
    expect(await allowed(origin)).toEqual([200, origin]);
    expect(await allowed("http://localhost:3001")).toEqual([403, null]);
    const statusFor = async (host: string): Promise<number | undefined> =>
      await new Promise((resolve, reject) => {
        get(`${url}/health`, { headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).on("error", reject);
      });
    expect(await statusFor("one.test")).toBe(200);
    expect(await statusFor("two.test:80")).toBe(200);
    expect(await statusFor("three.test")).toBe(421);
  });

  it.each<[database: string, says: RegExp]>([
    [
      "postgres://me:hunter2@127.0.0.1:1/none",
      /^The store in PostgreSQL cannot be opened: connect/,
    ],
    [
      "postgres://me:hun@ter2@127.0.0.1:1/none",
      /^The store in PostgreSQL cannot be opened: connect/,
    ],
    ["postgres://127.0.0.1:1/none?password=hunter2", /^The store in PostgreSQL cannot be opened: /],
    ["mysql://me:hunter2@127.0.0.1:1/none", /^There is no store for a database of mysql:\/\/\./],
  ])("shows no password of %s", async (url, says) => {
    for (const running of [
      start(["serve", "--port", "0"], folder(), { DATABASE_URL: url }),
      start(["serve", "--port", "0", "--database", url]),
    ]) {
      expect(await running.over).toBe(1);
      expect(running.said.err).toMatch(says);
      expect(running.said.out + running.said.err).not.toContain("ter2");
    }
  });
});

describe("an invalid command line", () => {
  it.each<[args: string[], says: RegExp]>([
    [[], /^Usage: sandboxes COMMAND/],
    [["fly"], /^There is no command fly\.\n\nUsage/],
    [["constructor"], /^There is no command constructor/],
    [["serve", "--port", "http"], /^--port takes a whole number from 0 to 65535, not http\./],
    [["serve", "--port", "65536"], /^--port takes a whole number/],
    [["serve", "--database="], /^--database takes memory, a file, or a postgres:\/\/ URL/],
    [["serve", "--database", ""], /^--database takes memory/],
    [["serve", "--max-sandboxes", "0"], /^--max-sandboxes takes a whole number from 1/],
    [["serve", "--prot", "1"], /'--prot'[^]*Usage: sandboxes serve/],
    [["serve", "now"], /now[^]*Usage: sandboxes serve/],
  ])("%j", async (args, says) => {
    const running = start(args);
    expect(await running.over).toBe(2);
    expect(running.said.err).toMatch(says);
    expect(running.said.err).not.toMatch(/^\s+at /m);
  });

  it("gets a usage message", async () => {
    for (const args of [["--help"], ["serve", "--help"]]) {
      const running = start(args);
      expect(await running.over).toBe(0);
      expect(running.said.out).toMatch(/^Usage: sandboxes/);
    }
  });

  it.each(["--version", "-v"])("prints its version for %s", async (option) => {
    const running = start([option]);
    expect(await running.over).toBe(0);
    const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
    const { version } = JSON.parse(manifest) as { version: string };
    expect(running.said).toEqual({ out: `${version}\n`, err: "" });
  });
});
