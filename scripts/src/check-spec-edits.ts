// Edits the spec in a temporary folder, and requires that a check of the server fails and names the place to
// change: first the compiler, then the tests. Prints what each edit is caught by.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repository, withTemporaryFolder } from "./repository.ts";
import { runCommand } from "./run-command.ts";

interface Edit {
  readonly name: string;
  /** Each text must be in the spec; all its occurrences are replaced. */
  readonly replace: readonly (readonly [text: string, by: string])[];
  /** A line of the output of the check that fails. */
  readonly caught: RegExp;
}

const filter = '        - $ref: "#/components/parameters/MetadataFilter"\n';

const edits: readonly Edit[] = [
  {
    name: "a query parameter is added",
    replace: [
      [filter, `${filter}        - { name: limit, in: query, schema: { type: integer } }\n`],
    ],
    caught: /handlers\.ts.*[^]*'?limit'?/,
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
        `  /sandboxes/{sandbox_id}/activate:
    parameters: [{ $ref: "#/components/parameters/SandboxId" }]
    post: { operationId: activateSandbox, responses: { "204": { description: Done } } }

  /sandboxes/{sandbox_id}/pause:
`,
      ],
    ],
    caught: /handlers\.ts.*activateSandbox/,
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
    caught: /createSandbox 201: status must be one of "running"/,
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
  },
];

const server = join(repository, "packages/server");
const node = process.execPath;

/** @returns the output of the first check that fails; `undefined` when none does */
async function firstFailure(folder: string): Promise<string | undefined> {
  const schema = join(folder, "schema");
  const artifacts = [
    "types",
    "index",
    "operations",
    "schemas",
    "validators",
    "producer-validators",
    "document",
  ];
  await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
  const config = { specs: [{ spec: join(folder, "openapi.yaml"), out: schema, artifacts }] };
  await writeFile(
    join(folder, "codegen.config.mjs"),
    `export default ${JSON.stringify(config)};\n`,
  );
  const cli = join(repository, "packages/codegen/bin/sandboxes-codegen.js");
  const generated = await runCommand(
    node,
    [
      "--conditions=@sandboxes/source",
      cli,
      "generate",
      "--config",
      join(folder, "codegen.config.mjs"),
    ],
    { cwd: folder },
  );
  if (generated.code !== 0) return generated.output;

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
  const typed = await runCommand("pnpm", ["exec", "tsc", "-p", folder], { cwd: server });
  if (typed.code !== 0) return typed.output;

  const alias = [
    { find: "^@sandboxes/schema$", replacement: join(schema, "index.gen.ts") },
    { find: "^@sandboxes/schema/(.*)$", replacement: join(schema, "$1.gen.ts") },
  ];
  await writeFile(
    join(folder, "vitest.config.mjs"),
    `import base from ${JSON.stringify(join(repository, "vitest.config.ts"))};
const alias = ${JSON.stringify(alias)}.map(({ find, replacement }) => ({ find: new RegExp(find), replacement }));
export default { ...base, resolve: { ...base.resolve, alias }, test: { ...base.test, reporters: ["default"] } };
`,
  );
  const args = [
    "exec",
    "vitest",
    "run",
    "--root",
    server,
    "--config",
    join(folder, "vitest.config.mjs"),
  ];
  const tests = ["test/sandboxes.test.ts", "src/limits/metadata-limits.test.ts"];
  const tested = await runCommand("pnpm", [...args, ...tests], {
    cwd: server,
    env: { ...process.env, NO_COLOR: "1" },
  });
  return tested.code === 0 ? undefined : tested.output;
}

const spec = await readFile(join(repository, "spec/openapi.yaml"), "utf8");
let failed = 0;
for (const { name, replace, caught } of [
  { name: "nothing changes", replace: [], caught: /$^/ },
  ...edits,
]) {
  const output = await withTemporaryFolder(async (folder) => {
    let text = spec;
    for (const [from, to] of replace) {
      if (!text.includes(from))
        throw new Error(`The spec does not have the text ${JSON.stringify(from)}.`);
      text = text.replaceAll(from, to);
    }
    await writeFile(join(folder, "openapi.yaml"), text);
    return await firstFailure(folder);
  });
  const isRight = replace.length === 0 ? output === undefined : caught.test(output ?? "");
  if (!isRight) failed += 1;
  const line = output
    ?.split("\n")
    .find((each) => /error TS|Error: |AssertionError/.test(each))
    ?.trim();
  console.log(`${isRight ? "✓" : "✗"} ${name}: ${line ?? "no check fails"}`);
  if (!isRight && output !== undefined) console.error(output.slice(0, 3000));
}
console.log(`${edits.length + 1 - failed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed > 0 ? 1 : 0;
