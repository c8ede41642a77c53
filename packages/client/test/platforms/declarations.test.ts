import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";

const folder = fileURLToPath(new URL("../..", import.meta.url));

test("a library can export what the compiler infers of a client", () => {
  const out = mkdtempSync(join(tmpdir(), "declarations-"));
  onTestFinished(() => rmSync(out, { recursive: true }));
  const compilerOptions = {
    declaration: true,
    isolatedDeclarations: false,
    noEmit: false,
    emitDeclarationOnly: true,
    rootDir: join(folder, ".."),
    outDir: join(out, "dist"),
  };
  const files = [join(folder, "test/platforms/declarations/program.ts")];
  const config = { extends: join(folder, "tsconfig.json"), compilerOptions, files, include: [] };
  writeFileSync(join(out, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(folder, "../../node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", out], { encoding: "utf8" });
  expect(stdout).toBe("");
  const names = readdirSync(join(out, "dist"), { recursive: true, encoding: "utf8" });
  const file = names.find((name) => name.endsWith("program.d.ts"));
  const text = readFileSync(join(out, "dist", file!), "utf8");
  // Where dependencies are isolated, a program can only name the packages that it depends on itself.
  const modules = new Set(Array.from(text.matchAll(/import\("([^"]+)"\)/g), ([, name]) => name));
  expect(modules).toEqual(new Set(["@sandboxes/client", "openapi-fetch"]));
});

test("exports every type of the API", () => {
  const exportsOf = (file: string): string[] =>
    Array.from(
      readFileSync(join(folder, file), "utf8").matchAll(/export type \{([^}]*)\}/g),
      ([, list = ""]) => list.split(",").map((name) => name.trim()),
    ).flat();
  expect(exportsOf("src/index.ts")).toEqual(
    expect.arrayContaining(exportsOf("../schema/src/index.gen.ts")),
  );
});

describe("an editor shows", () => {
  const lines = {
    created: "const created = await client.sandboxes.create({ name: 'demo' });",
    sandbox: "const [sandbox] = await client.sandboxes.list();",
    all: "const all = client.sandboxes.list();",
    event:
      "for await (const event of client.sandboxes.execStream('', { command: '' })) void event;",
    exec: "void client.sandboxes.exec('', { command: '' });",
    waitFor: "void client.sandboxes.waitFor('', 'active');",
  };
  const head =
    'import { createClient } from "@sandboxes/client";\nconst client = createClient();\n';
  const text = `${head}${Object.values(lines).join("\n")}\nexport {};\n`;
  const file = join(folder, "test/editor.ts");
  let service: ts.LanguageService;
  beforeAll(() => {
    service = ts.createLanguageService({
      getScriptFileNames: () => [file],
      getScriptVersion: () => "1",
      getScriptSnapshot(name) {
        const content = name === file ? text : ts.sys.readFile(name);
        return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
      },
      getCurrentDirectory: () => folder,
      getCompilationSettings: () => ({
        strict: true,
        lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts", "lib.dom.d.ts"],
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        customConditions: ["@sandboxes/source"],
        allowImportingTsExtensions: true,
        noEmit: true,
      }),
      getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
      fileExists: (name) => name === file || ts.sys.fileExists(name),
      readFile: (name) => (name === file ? text : ts.sys.readFile(name)),
      directoryExists: (name) => ts.sys.directoryExists(name),
      getDirectories: (name) => ts.sys.getDirectories(name),
    });
  });

  test("no errors", () => {
    expect(service.getSemanticDiagnostics(file).map(({ messageText }) => messageText)).toEqual([]);
  });

  test.each([
    ["created", "const created: WithDeletion<SandboxWithToken>"],
    ["sandbox", "const sandbox: Sandbox"],
    ["all", "const all: ApiPages<Sandbox[], Sandbox>"],
    ["event", "const event: ExecEvent"],
  ] as const)("the type of `%s` by its name", (name, wanted) => {
    const position = text.indexOf(lines[name]) + lines[name].indexOf(name);
    const shown = ts.displayPartsToString(
      service.getQuickInfoAtPosition(file, position)?.displayParts,
    );
    expect(shown).toBe(wanted);
  });

  test.each([
    ["exec", "exec(sandboxId: string, body: ExecRequest, options?: CallOptions)", "sandbox"],
    ["waitFor", "waitFor(id: string, state: KnownStatus, options?: CallOptions)", "sandbox's id"],
  ] as const)("the parameters of `%s` and their documentation", (name, wanted, documentation) => {
    const position = text.indexOf("(", text.indexOf(`.${name}(`)) + 1;
    const item = service.getSignatureHelpItems(file, position, undefined)?.items[0];
    if (!item) throw new Error("There is no signature help.");
    const parts = [
      ...item.prefixDisplayParts,
      ...item.parameters.flatMap((parameter, index) => [
        ...(index > 0 ? item.separatorDisplayParts : []),
        ...parameter.displayParts,
      ]),
      ...item.suffixDisplayParts,
    ];
    expect(ts.displayPartsToString(parts)).toContain(wanted);
    const [parameter] = item.parameters;
    expect(ts.displayPartsToString(parameter?.documentation)).toContain(documentation);
  });
});
