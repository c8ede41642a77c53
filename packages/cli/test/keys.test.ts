import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder, start } from "./running.ts";

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `sandboxes keys` and waits until it ends. */
async function keys(cwd: string, ...args: string[]): Promise<Result> {
  const running = start(["keys", ...args], cwd);
  const code = await running.over;
  return { code, ...running.said };
}

async function statusOf(url: string, apiKey: string): Promise<number> {
  const response = await fetch(`${url}/sandboxes`, { headers: { "X-API-Key": apiKey } });
  await response.text();
  return response.status;
}

describe("sandboxes keys", () => {
  it("replaces a lost key while the server runs, and revokes it", async () => {
    const home = folder();
    const server = start(["serve", "--port", "0"], home);
    const [, url = "", first = ""] = await server.says(/BASE_URL=(\S+) SUPERSERVE_API_KEY=(\S+)/);
    const created = await keys(home, "create");
    expect(created).toMatchObject({ code: 0, out: expect.stringMatching(/^ss_[\da-f]{64}\n$/) });
    const second = created.out.trim();
    expect(await statusOf(url, second)).toBe(200);

    const { out } = await keys(home, "list");
    expect(out).toMatch(/^HASH +TEAM +STATE +EXPIRES\n(?:[\da-f]{12} +default +good +never\n){2}$/);
    expect(out).not.toContain("ss_");
    const hash = /starts with ([\da-f]{12})\./.exec(created.err)?.[1] ?? "";
    expect(out).toContain(hash);

    expect(await keys(home, "revoke", hash)).toEqual({
      code: 0,
      out: `The key ${hash} of the team default is revoked.\n`,
      err: "",
    });
    expect(await statusOf(url, second)).toBe(401);
    expect(await statusOf(url, first)).toBe(200);
    expect((await keys(home, "revoke", second)).out).toContain("was revoked already");
    expect((await keys(home, "revoke", first)).code).toBe(0);
    expect(await statusOf(url, first)).toBe(401);
    expect((await keys(home, "list")).out.match(/revoked/g)).toHaveLength(2);
  });

  it("creates a database that only its owner can read, and adds teams and keys that expire", async () => {
    const home = folder();
    expect((await keys(home, "create", "--expires-at", "2100-01-01")).code).toBe(0);
    const file = join(home, "sandboxes.db");
    expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
    expect((await keys(home, "create", "--new-team", "--team", "other")).code).toBe(0);
    const { out } = await keys(home, "list", "--json");
    expect(JSON.parse(out)).toEqual([
      {
        hash: expect.any(String),
        team: "default",
        state: "good",
        expires_at: "2100-01-01T00:00:00.000Z",
      },
      { hash: expect.any(String), team: "other", state: "good", expires_at: null },
    ]);
    const unclear = await keys(home, "create");
    expect(unclear).toMatchObject({ code: 2, err: expect.stringContaining("default, other") });
    expect((await keys(home, "create", "--team", "other")).code).toBe(0);
    const listed = await keys(home, "list", "--team", "other", "--json");
    expect(JSON.parse(listed.out)).toHaveLength(2);
    for (const [args, says] of [
      [["create", "--team", "none"], /^There is no team none\. There are: default, other\./],
      [["create", "--new-team", "--team", "other"], /^There is a team other already\./],
      [["create", "--new-team", "--team", "a b"], /^--team takes up to 64/],
      [["list", "--team", "none"], /^There is no team none\./],
      [["revoke", "00000000"], /^There is no such key\./],
    ] as const)
      expect(await keys(home, ...args)).toMatchObject({
        err: expect.stringMatching(says),
        out: "",
      });
  });

  it("does not create a database when none exists", async () => {
    const home = folder();
    for (const args of [["list"], ["revoke", "0123456789abcdef"]]) {
      const { code, err } = await keys(home, ...args, "--database", "none.db");
      expect([code, err]).toEqual([
        1,
        "There is no database none.db. Name another one with --database.\n",
      ]);
    }
    expect(existsSync(join(home, "none.db"))).toBe(false);
  });

  it.each<[args: string[], says: RegExp]>([
    [[], /^Usage: sandboxes keys create/],
    [["fly"], /^sandboxes keys has no action fly\./],
    [["constructor"], /^sandboxes keys has no action constructor\./],
    [["revoke"], /^revoke takes one key or hash\./],
    [["revoke", "a", "b"], /^revoke takes one key or hash\./],
    [["list", "x"], /^list takes no x\./],
    [["list", "--expires-at", "2100-01-01"], /^list does not take --expires-at\./],
    [["revoke", "0123456789", "--json"], /^revoke does not take --json\./],
    [["revoke", "0123", "--database", "x.db"], /^There is no database x\.db/],
    [["create", "--expires-at", "tomorrow"], /^--expires-at takes a date/],
    [["create", "--expires-at", "2020-01-01"], /^--expires-at is in the past/],
    [["create", "--database", "memory"], /^The keys of a server in memory end with it\./],
    [["create", "--database", ""], /^--database takes memory/],
    [["create", "--prot"], /'--prot'[^]*Usage: sandboxes keys/],
  ])("%j is an invalid command line", async (args, says) => {
    const { code, out, err } = await keys(folder(), ...args);
    expect(code).toBe(err.startsWith("There is no database") ? 1 : 2);
    expect(err).toMatch(says);
    expect(out).toBe("");
    expect(err).not.toMatch(/^\s+at /m);
  });

  it("shows its help", async () => {
    const { code, out } = await keys(folder(), "--help");
    expect([code, out]).toEqual([0, expect.stringMatching(/^Usage: sandboxes keys create/)]);
  });
});
