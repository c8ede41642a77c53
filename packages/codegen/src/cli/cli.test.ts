import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { folder, openapi } from "../../test/folder.ts";

const bin = fileURLToPath(new URL("../../bin/sandboxes-codegen.js", import.meta.url));

function run(cwd: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=@sandboxes/source", bin, ...args],
    { cwd, encoding: "utf8", env: { ...process.env, CI: "" } },
  );
  return { code: status, out: stdout, err: stderr };
}

const sound = openapi(
  '  /pets:\n    get: { operationId: listPets, responses: { "200": { description: All } } }',
);

describe("sandboxes-codegen", () => {
  it("generates and checks one document", () => {
    const cwd = folder({ "openapi.yaml": sound });
    expect(run(cwd, "generate", "openapi.yaml", "--out", "out")).toMatchObject({
      code: 0,
      err: "",
      out: expect.stringContaining("wrote out/types.gen.ts"),
    });
    expect(run(cwd, "generate", "openapi.yaml", "--out", "out")).toMatchObject({
      code: 0,
      out: "7 files were up to date\n",
    });
    expect(run(cwd, "check", "openapi.yaml", "--out", "out")).toMatchObject({ code: 0, err: "" });
  });

  it("reads its configuration", () => {
    const cwd = folder({
      "openapi.yaml": sound,
      "codegen.config.ts":
        'const spec: string = "openapi.yaml";\nexport default { specs: [{ spec, out: "src" }] };',
    });
    expect(run(cwd, "check")).toMatchObject({
      code: 1,
      err: expect.stringContaining("src/types.gen.ts is missing"),
    });
    expect(run(cwd, "generate").code).toBe(0);
    expect(run(cwd, "check").code).toBe(0);
  });

  it("tells where a document is unsound, and writes nothing", () => {
    const cwd = folder({ "openapi.yaml": "openapi: 3.1.0\ninfo: [\n" });
    const { code, err } = run(cwd, "generate", "openapi.yaml", "--out", "out");
    expect(code).toBe(1);
    expect(err).toMatch(
      /^openapi\.yaml:\d+:\d+ - .*\[syntax\]\n\n.*\|.*\n[^]*1 problem\. Nothing was written\.\n$/,
    );
    expect(readdirSync(cwd)).toEqual(["openapi.yaml"]);
  });

  it("says what it did not delete, and what to do about it", () => {
    const cwd = folder({ "openapi.yaml": sound });
    run(cwd, "generate", "openapi.yaml", "--out", "out");
    renameSync(join(cwd, "out/types.gen.ts"), join(cwd, "out/mine.ts"));
    appendFileSync(join(cwd, "out/mine.ts"), "export {};\n");
    expect(run(cwd, "generate", "openapi.yaml", "--out", "out")).toMatchObject({
      code: 0,
      err: expect.stringMatching(/^kept out\/mine\.ts: .* edited by hand\. Delete it, or .*\n$/),
    });
    expect(run(cwd, "check", "openapi.yaml", "--out", "out")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^out\/mine\.ts is not generated any more, but was .*\n$/),
    });
  });

  it.each<[args: string[], closed: "stdout" | "stderr", code: number, written: string[]]>([
    [["generate", "openapi.yaml", "--out", "out"], "stdout", 0, ["out"]],
    [["check", "openapi.yaml", "--out", "out"], "stderr", 1, []],
    [["generate", "nothing.yaml", "--out", "out"], "stderr", 1, []],
    [["watch", "openapi.yaml", "--out", "out"], "stdout", 0, ["out"]],
    [["watch", "nothing.yaml", "--out", "out"], "stderr", 0, []],
    [["--help"], "stdout", 0, []],
  ])(
    "does its work and ends quietly where nobody reads what %j says to %s",
    async (args, closed, code, written) => {
      const cwd = folder({ "openapi.yaml": sound });
      const child = spawn(process.execPath, ["--conditions=@sandboxes/source", bin, ...args], {
        cwd,
        env: { ...process.env, CI: "" },
      });
      onTestFinished(() => void child.kill("SIGKILL"));
      child[closed].destroy();
      let said = "";
      child[closed === "stdout" ? "stderr" : "stdout"].on(
        "data",
        (text: Buffer) => (said += text.toString()),
      );
      expect(await new Promise((done) => child.on("close", done))).toBe(code);
      expect(said).toBe("");
      expect(readdirSync(cwd)).toEqual(["openapi.yaml", ...written]);
    },
  );

  it.each<[args: string[], message: RegExp]>([
    [[], /^Usage:/],
    [["make"], /^Usage:/],
    [["generate"], /There is no configuration file/],
    [["generate", "openapi.yaml"], /Say where to write/],
    [["generate", "--out", "x"], /--out goes with a spec/],
    [["generate", "--outt", "x"], /--outt/],
    [["generate", "openapi.yaml", "--out", "x", "--config", "y"], /not both/],
    [["watch"], /There is no configuration file/],
    [["generate", "--git"], /--git goes with check/],
    [["generate", "--config", "broken.ts"], /Cannot load .*broken\.ts: no luck/],
    [["generate", "--config", "empty.ts"], /`specs`, a list/],
    [["generate", "--config", "typo.ts"], /there is no artefact "typs"/],
    [["generate", "nothing.yaml", "--out", "x"], /there is no such file/],
    [
      ["generate", "openapi.yaml", "--out", "openapi.yaml"],
      /openapi\.yaml is a file\. Name a folder/,
    ],
  ])("says in one sentence what is wrong with %j", (args, message) => {
    const cwd = folder({
      "openapi.yaml": sound,
      "broken.ts": 'throw new Error("no luck");',
      "empty.ts": "export default {};",
      "typo.ts":
        'export default { specs: [{ spec: "openapi.yaml", out: ".", artifacts: ["typs"] }] };',
    });
    const { code, err } = run(cwd, ...args);
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n {4}at /);
  });
});
