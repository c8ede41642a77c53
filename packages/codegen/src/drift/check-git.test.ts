import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { folder, openapi } from "../../test/project/folder.ts";
import { type Drift, check } from "./check.ts";
import { main } from "../cli.ts";
import type { Config } from "../config/config.ts";
import { generate } from "../generate.ts";

const config: Config = {
  specs: [
    {
      spec: "openapi.yaml",
      out: "packages/schema/src é",
      artifacts: ["types", "index", "operations"],
    },
  ],
};
const out = "packages/schema/src é";

function git(base: string, ...args: string[]): void {
  const identity = [
    "-c",
    "user.name=T",
    "-c",
    "user.email=t@example.com",
    "-c",
    "init.defaultBranch=main",
  ];
  execFileSync("git", [...identity, ...args], { cwd: base, stdio: "pipe" });
}

/** @returns a work tree with everything generated and committed */
async function repository(): Promise<string> {
  const base = folder({ "openapi.yaml": openapi("") });
  git(base, "init");
  await generate(config, base);
  git(base, "add", "--all");
  git(base, "commit", "--message=All");
  return base;
}

async function found(base: string, given: Config = config): Promise<string[]> {
  const drifts = await check(given, base, { git: true });
  return drifts.map(({ file, reason }) => `${file.slice(base.length + 1)} ${reason}`);
}

describe("check with git", () => {
  it("finds nothing where everything is committed, or at least added", async () => {
    const base = await repository();
    expect(await found(base)).toEqual([]);
    writeFileSync(join(base, "openapi.yaml"), openapi("").replace("Test", "Other"));
    await generate(config, base);
    git(base, "add", "--all");
    expect(await found(base)).toEqual([]);
  });

  it.each<[name: string, act: (base: string) => void | Promise<unknown>, wanted: string[]]>([
    [
      "is not tracked",
      (base) => git(base, "rm", "--cached", `${out}/index.gen.ts`),
      [`${out}/index.gen.ts untracked`],
    ],
    [
      "is ignored",
      (base) => {
        git(base, "rm", "--cached", `${out}/index.gen.ts`);
        writeFileSync(join(base, ".gitignore"), "index.gen.ts\n");
      },
      [`${out}/index.gen.ts untracked`],
    ],
    [
      "was deleted",
      (base) => rmSync(join(base, out, "index.gen.ts")),
      [`${out}/index.gen.ts missing`],
    ],
    [
      "was edited",
      (base) => writeFileSync(join(base, out, "index.gen.ts"), "// mine\n"),
      [`${out}/index.gen.ts edited`],
    ],
    [
      "was generated anew and not added",
      async (base) => {
        writeFileSync(join(base, "openapi.yaml"), openapi("").replace("Test", "Other"));
        await generate(config, base);
      },
      ["types", "index", "operations"].map((name) => `${out}/${name}.gen.ts uncommitted`),
    ],
  ])("sees a generated file that %s", async (_, act, wanted) => {
    const base = await repository();
    await act(base);
    expect(await found(base)).toEqual(wanted);
  });

  it("sees a file that nothing generates any more and that git still has", async () => {
    const base = await repository();
    writeFileSync(join(base, out, "hand.ts"), "export {};\n");
    git(base, "add", "--all");
    rmSync(join(base, out, "hand.ts"));
    const fewer: Config = { specs: [{ ...config.specs[0]!, artifacts: ["types", "index"] }] };
    await generate(fewer, base);
    git(base, "add", `${out}/types.gen.ts`, `${out}/index.gen.ts`);
    expect(await found(base, fewer)).toEqual([`${out}/operations.gen.ts uncommitted`]);
  });

  it("says once what two entries of one folder have in common", async () => {
    const base = await repository();
    const [entry] = config.specs;
    const two: Config = {
      specs: [
        { ...entry!, artifacts: ["operations", "types"] },
        { ...entry!, artifacts: ["schemas"] },
      ],
    };
    await generate(two, base);
    git(base, "add", "--all");
    rmSync(join(base, out, "schemas.gen.ts"));
    expect(await found(base, two)).toEqual([`${out}/schemas.gen.ts missing`]);
    rmSync(join(base, ".git"), { recursive: true });
    await generate(two, base);
    expect(await found(base, two)).toEqual([`${out} no-git`]);
  });

  it("does not ask git unless it is told to", async () => {
    const base = await repository();
    git(base, "rm", "--cached", `${out}/index.gen.ts`);
    expect(await check(config, base)).toEqual([]);
  });

  it("says why git cannot be asked", async () => {
    const base = folder({ "openapi.yaml": openapi("") });
    await generate(config, base);
    expect(await check(config, base, { git: true })).toMatchObject([
      { reason: "no-git", message: "this is not a git work tree" } satisfies Partial<Drift>,
    ]);
    vi.stubEnv("PATH", join(base, "nothing"));
    expect(await check(config, base, { git: true })).toMatchObject([
      { reason: "no-git", message: "git is not installed" },
    ]);
    vi.unstubAllEnvs();
  });
});

describe("sandboxes-codegen check", () => {
  async function run(
    base: string,
    env: Readonly<Record<string, string>>,
    ...args: string[]
  ): Promise<{ code: number; out: string; err: string }> {
    let [said, complained] = ["", ""];
    for (const [name, value] of Object.entries({ CI: "", ...env })) vi.stubEnv(name, value);
    const path = join(base, "codegen.config.mjs");
    writeFileSync(path, `export default ${JSON.stringify(config)};`);
    const code = await main(["check", "--config", path, ...args], {
      out: (text) => (said += `${text}\n`),
      err: (text) => (complained += `${text}\n`),
    });
    vi.unstubAllEnvs();
    return { code, out: said, err: complained };
  }

  it.each<[env: Record<string, string>, args: string[], code: number]>([
    [{}, [], 0],
    [{}, ["--git"], 3],
    [{ CI: "true" }, [], 3],
    [{ CI: "1" }, ["--no-git"], 0],
    [{ CI: "false" }, [], 0],
  ])("with %j and %j leaves an untracked file with code %d", async (env, args, code) => {
    const base = await repository();
    git(base, "rm", "--cached", `${out}/index.gen.ts`);
    const result = await run(base, env, ...args);
    expect(result.code).toBe(code);
    expect(result.err.includes("index.gen.ts is not tracked by git")).toBe(code === 3);
  });

  it("is loud about git that is missing, and fails only where git was asked for", async () => {
    const base = await repository();
    const PATH = [join(base, "nothing")].join(delimiter);
    mkdirSync(join(base, "nothing"));
    const loud = expect.stringMatching(/could not be compared with git: git is not installed/);
    expect(await run(base, { CI: "true", PATH })).toMatchObject({
      code: 0,
      err: loud,
      out: expect.stringContaining("is up to date"),
    });
    expect(await run(base, { PATH }, "--git")).toMatchObject({ code: 3, err: loud });
    expect(await run(base, { CI: "true", PATH }, "--no-git")).toMatchObject({ code: 0, err: "" });
  });
});

describe("check over several specs", () => {
  it("tells what is wrong with one and what drifts of the other", async () => {
    const base = folder({
      "good.yaml": openapi(""),
      "bad.yaml": "openapi: [",
      "worse.yaml": "title: x",
    });
    const specs = ["bad", "good", "worse"].map((name) => ({
      spec: `${name}.yaml`,
      out: name,
      artifacts: ["types"] as const,
    }));
    await generate({ specs: [specs[1]!] }, base);
    const path = join(base, "good/types.gen.ts");
    writeFileSync(path, readFileSync(path, "utf8").replace("paths", "path"));
    const drifts = await check({ specs }, base);
    expect(drifts.map(({ file, reason }) => [file.slice(base.length + 1), reason])).toEqual([
      ["bad.yaml", "unsound"],
      ["good/types.gen.ts", "edited"],
      ["worse.yaml", "unsound"],
    ]);
  });
});
