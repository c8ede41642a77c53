import { describe, expect, it } from "vitest";
import { start } from "./running.ts";

/** Runs `sandboxes conformance` and waits until it ends. */
async function conformance(
  ...args: string[]
): Promise<{ code: number | null; out: string; err: string }> {
  const running = start(["conformance", ...args], undefined, { SUPERSERVE_API_KEY: "" });
  const code = await running.over;
  return { code, ...running.said };
}

async function serve(): Promise<{ url: string; key: string }> {
  const server = start(["serve", "--port", "0", "--database", "memory"]);
  const [, url = "", key = ""] = await server.says(/BASE_URL=(\S+) SUPERSERVE_API_KEY=(\S+)/);
  return { url, key };
}

describe("sandboxes conformance", () => {
  it("passes on our server, in each format, and compares two servers", async () => {
    const [a, b] = [await serve(), await serve()];
    const chosen = ["--url", a.url, "--key", a.key, "--only", "pauseSandbox"];
    const text = await conformance(...chosen);
    expect(text).toMatchObject({ code: 0, err: "" });
    expect(text.out).toMatch(/✓ pauseSandbox: takes a snapshot\n/);
    expect(text.out).toMatch(/\d+ passed, 0 failed, 0 not checked\n$/);
    const json = await conformance(...chosen, "--format", "json");
    expect(JSON.parse(json.out)).toMatchObject({ target: a.url });
    const junit = await conformance(...chosen, "--format", "junit");
    expect(junit.out).toContain('failures="0"');
    const compared = await conformance(...chosen, "--compare-url", b.url, "--compare-key", b.key);
    expect(compared).toMatchObject({ code: 0, out: "The deployments behave alike.\n" });
  });

  it("fails and names the checks if the key is wrong, without showing the key", async () => {
    const { url } = await serve();
    const result = await conformance(
      "--url",
      url,
      "--key",
      "ss_wrong",
      "--only",
      "listSandboxes: succeeds",
    );
    expect(result.code).toBe(1);
    expect(result.out).toContain("✗ listSandboxes: succeeds");
    expect(result.err).toContain("1 of 1 checks failed.");
    expect(result.out + result.err).not.toContain("ss_wrong");
  });

  it.each([
    [[], "--url is missing."],
    [["--url", "x"], "Give a key with --key"],
    [["--url", "x", "--key", "k"], '--url takes an http or https URL, not "x".'],
    [
      ["--url", "http://x", "--key", "k", "--format", "xml"],
      '--format takes text, json or junit, not "xml".',
    ],
    [
      ["--url", "http://x", "--key", "k", "--max-sandboxes", "0"],
      "takes a number of at least 1, not 0.",
    ],
    [
      ["--url", "http://x", "--key", "k", "--only", "no such check"],
      "No check has a name that contains",
    ],
    [["--port", "1"], "Unknown option '--port'"],
  ])("rejects %j", async (args, message) => {
    const result = await conformance(...args);
    expect(result).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining(message) as string,
    });
  });
});
