// Edits the spec in temporary folders, and requires that a check of the server fails for each edit and names
// the place to change. Most edits must fail the compiler. Edits that only change a limit must fail a test.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repository, withTemporaryFolder } from "../repository.ts";
import { type Outcome, runCommand } from "../run-command.ts";

interface Edit {
  readonly name: string;
  /** Replacements in the spec. Each text must occur there, and all its occurrences are replaced. */
  readonly replace: readonly (readonly [text: string, by: string])[];
  /** The expected output of the failing check. */
  readonly caught: RegExp;
  /** The test file that must fail. If absent, the compiler must fail. */
  readonly test?: string;
}

const sandboxesTest = "test/sandboxes/sandboxes.test.ts";
const metadataTest = "src/limits/metadata-limits.test.ts";
const filter = '        - $ref: "#/components/parameters/MetadataFilter"\n';

const edits: readonly Edit[] = [
  {
    name: "a query parameter is added",
    replace: [[filter, `${filter}        - { name: sort, in: query, schema: { type: string } }\n`]],
    caught: /handlers\.ts.*[^]*'?sort'?/,
  },
  {
    name: "a header is added",
    replace: [
      [filter, `${filter}        - { name: X-Trace, in: header, schema: { type: string } }\n`],
    ],
    caught: /handlers\.ts.*[^]*X-Trace/,
  },
  {
    name: "a field is added to a request",
    replace: [
      [
        "        env_vars:\n          anyOf:",
        "        label: { type: string }\n        env_vars:\n          anyOf:",
      ],
    ],
    caught: /handlers\.ts.*[^]*label/,
  },
  {
    name: "a required field is added to a response",
    replace: [
      [
        "created_at, metadata]\n      properties:\n",
        "created_at, metadata, region]\n      properties:\n        region: { type: string }\n",
      ],
    ],
    caught: /sandboxes\.ts.*[^]*region/,
  },
  {
    name: "an operation is added",
    replace: [
      [
        "  /sandboxes/{sandbox_id}/pause:\n",
        `  /sandboxes/{sandbox_id}/archive:
    parameters: [{ $ref: "#/components/parameters/SandboxId" }]
    post: { operationId: archiveSandbox, responses: { "204": { description: Done } } }

  /sandboxes/{sandbox_id}/pause:
`,
      ],
    ],
    caught: /handlers\.ts.*archiveSandbox/,
  },
  {
    name: "a field of a response is renamed",
    replace: [["memory_mib", "memory_mb"]],
    caught: /sandboxes\.ts.*[^]*memory_mi?b/,
  },
  {
    name: "a path parameter is renamed",
    replace: [["sandbox_id", "machine_id"]],
    caught: /handlers\.ts.*sandbox_id/,
  },
  {
    name: "an enum value is renamed",
    replace: [["enum: [active, paused,", "enum: [running, paused,"]],
    caught: /lifecycle\.ts.*"active"/,
  },
  {
    name: "a limit is tightened",
    replace: [
      [
        "          maxLength: 64\n          x-max-bytes: 64\n",
        "          maxLength: 63\n          x-max-bytes: 63\n",
      ],
    ],
    caught: /sandboxes\.test\.ts[^]*at most 6/,
    test: sandboxesTest,
  },
  {
    name: "the number of metadata keys is tightened",
    replace: [
      [
        "      maxProperties: 64\n      x-max-total-bytes: 16384",
        "      maxProperties: 63\n      x-max-total-bytes: 16384",
      ],
    ],
    caught: /metadata-limits\.test\.ts/,
    test: metadataTest,
  },
];

const server = join(repository, "packages/server");
const artifacts = [
  "types",
  "index",
  "operations",
  "schemas",
  "validators",
  "producer-validators",
  "document",
];

/** Runs a program of the repository with Node, in the folder of the server. */
async function runNode(...args: string[]): Promise<Outcome> {
  const env = { ...process.env, NO_COLOR: "1" };
  return await runCommand(process.execPath, args, { cwd: server, env, limit: 300 });
}

/** Generates the code for the specs in all folders, in one process. */
async function generate(root: string, folders: readonly string[]): Promise<void> {
  const specs = folders.map((folder) => ({
    spec: join(folder, "openapi.yaml"),
    out: join(folder, "schema"),
    artifacts,
  }));
  const config = join(root, "codegen.config.mjs");
  await writeFile(join(root, "package.json"), '{ "type": "module" }\n');
  await writeFile(config, `export default ${JSON.stringify({ specs })};\n`);
  const cli = join(repository, "packages/codegen/bin/sandboxes-codegen.js");
  const { code, output } = await runNode(
    "--conditions=@sandboxes/source",
    cli,
    "generate",
    "--config",
    config,
  );
  if (code !== 0) throw new Error(`The edited specs cannot be generated.\n${output}`);
}

/** Compiles the server with the generated code of a folder. */
async function compile(folder: string): Promise<Outcome> {
  const schema = join(folder, "schema");
  const tsconfig = {
    extends: join(server, "tsconfig.json"),
    compilerOptions: {
      paths: {
        "@sandboxes/schema": [join(schema, "index.gen.ts")],
        "@sandboxes/schema/*": [join(schema, "*.gen.ts")],
      },
      typeRoots: [join(server, "node_modules/@types"), join(repository, "node_modules/@types")],
    },
    include: [join(server, "src")],
    exclude: [join(server, "src/**/*.test.ts"), join(server, "src/**/*.test-d.ts")],
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
  return await runNode(join(repository, "node_modules/typescript/bin/tsc"), "-p", folder);
}

/** Runs tests of the server with the generated code of a folder. */
async function test(folder: string, files: readonly string[]): Promise<Outcome> {
  const schema = join(folder, "schema");
  const alias = [
    { find: "^@sandboxes/schema$", replacement: join(schema, "index.gen.ts") },
    { find: "^@sandboxes/schema/(.*)$", replacement: join(schema, "$1.gen.ts") },
  ];
  const config = join(folder, "vitest.config.mjs");
  await writeFile(
    config,
    `import base from ${JSON.stringify(join(repository, "vitest.config.ts"))};
const alias = ${JSON.stringify(alias)}.map(({ find, replacement }) => ({ find: new RegExp(find), replacement }));
export default { ...base, resolve: { ...base.resolve, alias }, test: { ...base.test, reporters: ["default"] } };
`,
  );
  const vitest = join(repository, "node_modules/vitest/vitest.mjs");
  return await runNode(vitest, "run", "--root", server, "--config", config, ...files);
}

const spec = await readFile(join(repository, "spec/openapi.yaml"), "utf8");
let failed = 0;

function report(name: string, isRight: boolean, output: string): void {
  if (!isRight) failed += 1;
  const line = output
    .split("\n")
    .find((each) => /error TS|Error: |AssertionError/.test(each))
    ?.trim();
  console.log(`${isRight ? "✓" : "✗"} ${name}: ${line ?? "no check fails"}`);
  if (!isRight) console.error(output.slice(0, 3000));
}

await withTemporaryFolder(async (root) => {
  const unchanged = join(root, "unchanged");
  const edited = edits.map((edit, index) => ({ ...edit, folder: join(root, `edit-${index}`) }));
  for (const { folder, replace } of [{ folder: unchanged, replace: [] }, ...edited]) {
    let text = spec;
    for (const [from, to] of replace) {
      if (!text.includes(from))
        throw new Error(`The spec does not have the text ${JSON.stringify(from)}.`);
      text = text.replaceAll(from, to);
    }
    await mkdir(folder);
    await writeFile(join(folder, "openapi.yaml"), text);
  }
  await generate(root, [unchanged, ...edited.map(({ folder }) => folder)]);

  // Without an edit every check passes, so each failure below comes from its edit.
  const compiled = await compile(unchanged);
  const tested = await test(unchanged, [sandboxesTest, metadataTest]);
  const isClean = compiled.code === 0 && tested.code === 0;
  report("nothing changes", isClean, isClean ? "" : compiled.output + tested.output);

  for (const { name, folder, caught, test: file } of edited) {
    const { code, output } = await (file === undefined ? compile(folder) : test(folder, [file]));
    report(name, code !== 0 && caught.test(output), output);
  }
});
console.log(`${edits.length + 1 - failed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed > 0 ? 1 : 0;
