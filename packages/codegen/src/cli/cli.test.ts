import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { folder, openapi } from "../../test/project/folder.ts";
import { configNames } from "../config/load-config.ts";

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
      out: expect.stringMatching(
        /^wrote out\/types\.gen\.ts\n[^]*\nTest 1 has 1 operation of 1 resource\.\n$/,
      ),
    });
    expect(run(cwd, "generate", "openapi.yaml", "--out", "out")).toMatchObject({
      code: 0,
      out: "8 files were up to date\n",
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
      code: 3,
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
      /^openapi\.yaml:\d+:\d+ - .*\[syntax\]\n\n.*\|.*\n[^]*1 problem\. Nothing was written\.\n/,
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
      code: 3,
      err: expect.stringMatching(/^out\/mine\.ts is not generated any more, but was .*\n$/),
    });
  });

  it.each<[args: string[], closed: "stdout" | "stderr", code: number, written: string[]]>([
    [["generate", "openapi.yaml", "--out", "out"], "stdout", 0, ["out"]],
    [["check", "openapi.yaml", "--out", "out"], "stderr", 3, []],
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
    [[], /^Name a command\.\n\nUsage:/],
    [["make"], /There is no command `make`/],
    [["genrate"], /Did you mean `generate`/],
    [["generate", "a.yaml", "b.yaml", "--out", "x"], /takes one document, not 2/],
    [["generate"], /There is no configuration file/],
    [["generate", "openapi.yaml"], /Name a folder to write to/],
    [["generate", "--out", "x"], /--out needs a document/],
    [["generate", "--outt", "x"], /no option `--outt`. Did you mean `--out`/],
    [["generate", "openapi.yaml", "--out"], /--out/],
    [["generate", "openapi.yaml", "--out", "x", "--config", "y"], /not both/],
    [["watch"], /There is no configuration file/],
    [["init"], /Name a document: sandboxes-codegen init SPEC/],
    [
      ["init", "openapi.yaml", "--name", "No Name"],
      /"No Name" is not a package name.*--name no-name/,
    ],
    [["init", "openapi.yaml", "--out", "."], /is not empty: it has broken\.json/],
    [["init", "openapi.yaml", "--git"], /--git is an option of check/],
    [["generate", "openapi.yaml", "-o", "x", "--name", "y"], /--name is an option of init/],
    [["generate", "--git"], /--git is an option of check/],
    [["generate", "--config", "broken.ts"], /Cannot load .*broken\.ts: no luck/],
    [["generate", "--config", "broken.json"], /broken\.json is not JSON/],
    [["generate", "--config", "empty.ts"], /`specs`, a list/],
    [["generate", "--config", "typo.ts"], /there is no artefact "typs"/],
    [["generate", "openapi.yaml", "-o", "x", "--artifacts", "typs"], /there is no artefact "typs"/],
    [["generate", "openapi.yaml", "-o", "x", "--tolerate", "unresolved"], /unresolved-ref/],
    [["generate", "openapi.yaml", "-o", "x", "--include", "pets"], /"pets" is not a filter/],
    [
      ["generate", "openapi.yaml", "-o", "x", "--include", "operation:listPet"],
      /matches no operation\. Did you mean `operation:listPets`/,
    ],
    [
      ["generate", "openapi.yaml", "--out", "openapi.yaml"],
      /openapi\.yaml is a file\. Name a folder/,
    ],
  ])("says in one sentence what is wrong with %j, with exit code 2", (args, message) => {
    const cwd = folder({
      "openapi.yaml": sound,
      "broken.ts": 'throw new Error("no luck");',
      "broken.json": "{",
      "empty.ts": "export default {};",
      "typo.ts":
        'export default { specs: [{ spec: "openapi.yaml", out: ".", artifacts: ["typs"] }] };',
    });
    const { code, err } = run(cwd, ...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n {4}at /);
    expect(readdirSync(cwd)).toHaveLength(5);
  });

  it("has an exit code for each kind of outcome", () => {
    const cwd = folder({ "openapi.yaml": sound, "broken.yaml": "openapi: 3.1.0\ninfo: [" });
    const codes = [
      run(cwd, "generate", "openapi.yaml", "-o", "out"),
      run(cwd, "generate", "broken.yaml", "-o", "out"),
      run(cwd, "generate", "openapi.yaml"),
      run(cwd, "check", "openapi.yaml", "-o", "elsewhere"),
    ].map(({ code }) => code);
    expect(codes).toEqual([0, 1, 2, 3]);
    expect(run(cwd, "check", "broken.yaml", "-o", "none").code).toBe(1);
  });

  it.each(configNames)("finds the configuration %s", (name) => {
    const fields = '{ specs: [{ spec: "openapi.yaml", out: "src" }] }';
    const texts: Record<string, string> = {
      ".json": '{ "specs": [{ "spec": "openapi.yaml", "out": "src" }] }',
      ".cjs": `module.exports = ${fields};`,
      ".cts": `module.exports = ${fields};`,
    };
    const text = texts[name.slice(name.lastIndexOf("."))] ?? `export default ${fields};`;
    const cwd = folder({
      "openapi.yaml": sound,
      [name]: text,
      "package.json": '{ "type": "module" }',
    });
    expect(run(cwd, "generate")).toMatchObject({ code: 0 });
    expect(readdirSync(join(cwd, "src"))).toContain("types.gen.ts");
  });

  it("finds the configuration in a package.json", () => {
    const manifest = (config: string): string =>
      `{ "type": "module", "sandboxes-codegen": ${config} }`;
    const cwd = folder({
      "openapi.yaml": sound,
      "package.json": manifest('{ "specs": [{ "spec": "openapi.yaml", "out": "src" }] }'),
      "other/package.json": "{}",
    });
    expect(run(cwd, "generate")).toMatchObject({ code: 0, err: "" });
    expect(readdirSync(join(cwd, "src"))).toContain("types.gen.ts");
    expect(run(cwd, "check", "--config", "package.json")).toMatchObject({ code: 0 });
    expect(run(cwd, "check", "--config", "other/package.json")).toMatchObject({
      code: 2,
      err: expect.stringContaining("has no field `sandboxes-codegen`"),
    });
    writeFileSync(join(cwd, "codegen.config.json"), "{}");
    expect(run(cwd, "check")).toMatchObject({
      code: 2,
      err: "There are 2 configurations: codegen.config.json, and `sandboxes-codegen` in package.json. Keep one, or name one with --config.\n",
    });
    writeFileSync(join(cwd, "package.json"), "{");
    expect(run(cwd, "check").err).toContain("`specs`, a list");
  });

  it("does not choose between two configurations", () => {
    const cwd = folder({ "codegen.config.json": "{}", "codegen.config.mjs": "" });
    expect(run(cwd, "check")).toMatchObject({
      code: 2,
      err: "There are 2 configuration files: codegen.config.mjs, codegen.config.json. Delete all but one, or name one with --config.\n",
    });
  });

  it.each([
    [
      ["--help"],
      /^Usage: .*init SPEC[^]*COMMAND[^]*init +create[^]*generate +write[^]*check +compare[^]*watch +generate/,
    ],
    [["init", "--help"], /^Usage: sandboxes-codegen init SPEC[^]*--name PACKAGE/],
    [["generate", "--help"], /^Usage: sandboxes-codegen generate SPEC[^]*--tolerate CODES/],
    [["check", "-h"], /^Usage: sandboxes-codegen check SPEC[^]*--git/],
    [["help", "watch"], /^Usage: sandboxes-codegen watch SPEC/],
    [["--version"], /^\d+\.\d+\.\d+\n$/],
    [["-v"], /^\d+\.\d+\.\d+\n$/],
  ])("prints what %j asks for", (args, text) => {
    const { code, out, err } = run(folder({}), ...args);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(text);
  });

  it("takes the options of a configuration on the command line", () => {
    const spec = openapi(
      `  /pets:
    get: { operationId: listPets, tags: [pets], responses: { "200": { $ref: "#/components/responses/Pets" } } }
  /orders:
    get: { operationId: listOrders, tags: [orders], responses: { "200": { $ref: "#/components/responses/Gone" } } }
    post: { operationId: makeOrder, tags: [orders, pets], responses: { "200": { description: x } } }`,
      `  responses:
    Pets: { description: Pets, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
  schemas:
    Pet: { type: object }
    Order: { type: strnig }`,
    );
    const cwd = folder({ "openapi.yaml": spec });
    const generate = (...args: string[]): string[] => {
      const names = ["--artifacts", "types,operations,schemas"];
      const result = run(cwd, "generate", "openapi.yaml", "-o", "out", ...names, ...args);
      expect(result).toMatchObject({ code: 0 });
      expect(readdirSync(join(cwd, "out")).sort()).toEqual([
        "operations.gen.ts",
        "schemas.gen.ts",
        "types.gen.ts",
      ]);
      const table = readFileSync(join(cwd, "out/operations.gen.ts"), "utf8");
      const schemas = readFileSync(join(cwd, "out/schemas.gen.ts"), "utf8");
      return ["listPets", "listOrders", "makeOrder", "Order"].filter((name) =>
        (name === "Order" ? schemas : table).includes(name),
      );
    };
    expect(run(cwd, "generate", "openapi.yaml", "-o", "out").code).toBe(1);
    expect(generate("--include", "tag:pets")).toEqual(["listPets", "makeOrder"]);
    expect(generate("--include", "path:/p*")).toEqual(["listPets"]);
    expect(generate("--include", "tag:pets", "--exclude", "operation:make*")).toEqual(["listPets"]);
    expect(generate("--exclude", "path:/orders")).toEqual(["listPets"]);
    expect(generate("--tolerate", "unresolved-ref,unknown-type")).toEqual([
      "listPets",
      "listOrders",
      "makeOrder",
      "Order",
    ]);
  });

  it("prints three warnings of a code, and counts the rest", () => {
    const names = ["a", "b", "c", "d", "e"];
    const fields = names.map((name) => `x${name}: 1`).join(", ");
    const cwd = folder({ "openapi.yaml": `${sound.trimEnd()}\ntags: [{ name: a, ${fields} }]\n` });
    const { err } = run(cwd, "generate", "openapi.yaml", "-o", "out");
    expect(err.match(/^warning: /gm)).toHaveLength(3);
    expect(err).toContain("5 warnings: 5 unknown-field. Print all of them with --all-warnings.");
    const all = run(cwd, "generate", "openapi.yaml", "-o", "other", "--all-warnings");
    expect(all.err.match(/^warning: /gm)).toHaveLength(5);
    expect(all.err).toMatch(/\n5 warnings: 5 unknown-field\.\n$/);
  });
});
