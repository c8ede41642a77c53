// Checks the types of the packed client with every supported version of TypeScript, and loads the client
// with `import` and with `require()`. Build the packages first.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { installPacked } from "../packages/install-packed.ts";
import { withTemporaryFolder } from "../repository.ts";
import { runCommand } from "../run-command.ts";
import { installTool } from "../packages/install-tool.ts";

const versions = ["5.6", "5.7", "5.8", "5.9", "6.0", "7.0"];

/** The fewest compiler options that the client needs, without and with the types of Node. */
const settings: Readonly<Record<string, object>> = {
  browser: { lib: ["es2022", "dom"], module: "esnext", moduleResolution: "bundler" },
  node: { lib: ["es2023", "esnext.disposable"], module: "nodenext", types: ["node"] },
};

const program = `import { ApiError, createClient } from "@sandboxes/client";
const client = createClient({ apiKey: "sk", baseUrl: "http://localhost:8080" });
export async function use(id: string): Promise<string[]> {
  const names: string[] = [];
  for await (const sandbox of client.sandboxes.list({ metadata: { env: "prod" } }))
    names.push(sandbox.name, sandbox.metadata["env"] ?? "");
  for await (const event of client.sandboxes.execStream(id, { command: "make" }))
    names.push(event.stdout ?? "");
  for await (const { type, sandbox } of client.sandboxes.watch()) names.push(type, sandbox.status);
  const created = await client.sandboxes.create({ name: "demo" });
  await client.sandboxes.waitFor(created.id, "active", { deadline: 30_000 });
  const { data, error } = await client.request.GET("/sandboxes");
  if (error) names.push(error.code);
  else names.push(...data.map((sandbox) => sandbox.id));
  // @ts-expect-error there is no such field
  created.vcpus;
  return names;
}
export const isMissing = (error: unknown): boolean =>
  ApiError.isInstance(error) && error.code === "not_found";
`;

/** Code for compilers that know `await using`. */
const using = `import { createClient } from "@sandboxes/client";
export async function use(): Promise<string> {
  await using created = await createClient().sandboxes.create({ name: "demo" });
  return created.id;
}
`;

/** A library that exports what the compiler infers of the client. Its declarations name every type. */
const library = `import { createClient } from "@sandboxes/client";
const client = createClient();
export const make = () => client.sandboxes.create({ name: "demo" });
export const list = () => client.sandboxes.list();
export const events = (id: string) => client.sandboxes.execStream(id, { command: "make" });
export const raw = () => client.request.GET("/sandboxes");
export const { sandboxes, health } = client;
export const { exec, waitFor, watch } = client.sandboxes;
`;

interface Trial {
  readonly title: string;
  /** Returns the problem, or an empty string. */
  run(folder: string): Promise<string>;
}

async function outputOf(folder: string, command: string, ...args: string[]): Promise<string> {
  const { code, output } = await runCommand(command, args, { cwd: folder, limit: 60 });
  return code === 0 ? "" : output.trim() || `exit code ${code}`;
}

const ways = {
  import: [
    "module",
    'import { createClient } from "@sandboxes/client"; createClient().sandboxes.list;',
  ],
  "require()": [
    "commonjs",
    'const { createClient } = require("@sandboxes/client"); createClient().sandboxes.list;',
  ],
} as const;

const loads = [20, 22, 24, 26].flatMap((major) =>
  Object.entries(ways).map(([way, [type, script]]): Trial => ({
    title: `${way} on Node ${major}`,
    async run(folder) {
      const node = join(await installTool(`node@${major}`), "node_modules/node/bin/node");
      return outputOf(folder, node, `--input-type=${type}`, "-e", script);
    },
  })),
);

const compiles = versions.flatMap((version) =>
  Object.keys(settings).map((name): Trial & { version: string } => ({
    title: `TypeScript ${version}, ${name}`,
    version,
    async run(folder) {
      const tool = await installTool(`typescript@${version}`);
      const tsc = join(tool, "node_modules/typescript/bin/tsc");
      return outputOf(join(folder, name), "node", tsc, "-p", "tsconfig.json");
    },
  })),
);

/** A setting that cannot find the types of the client. The message of the compiler says what to change. */
const node10: Trial = {
  title: "TypeScript 5.9 with node10 says which moduleResolution to use",
  async run(folder) {
    const tool = await installTool("typescript@5.9");
    const tsc = join(tool, "node_modules/typescript/bin/tsc");
    const options = ["--module", "commonjs", "--moduleResolution", "node10", "--noEmit"];
    const file = join(folder, "browser/using-node10.ts");
    await writeFile(file, 'import { createClient } from "@sandboxes/client";\ncreateClient();\n');
    const problem = await outputOf(folder, "node", tsc, ...options, file);
    const isClear = /TS2307[^]*'node16', 'nodenext', or 'bundler'/.test(problem);
    return isClear ? "" : `no clear message: ${problem || "it compiles"}`;
  },
};

await withTemporaryFolder(async (folder) => {
  await installPacked(folder, { "@types/node": "24" });
  for (const [name, compilerOptions] of Object.entries(settings)) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, "program.ts"), program);
    await writeFile(join(folder, name, "library.ts"), library);
    const files = ["program.ts", "library.ts"];
    if (name === "node") {
      await writeFile(join(folder, name, "using.ts"), using);
      files.push("using.ts");
    }
    const strict = {
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      declaration: true,
      emitDeclarationOnly: true,
      outDir: "declarations",
      target: "es2022",
      types: [],
    };
    await writeFile(
      join(folder, name, "tsconfig.json"),
      JSON.stringify({ compilerOptions: { ...strict, ...compilerOptions }, files }),
    );
  }

  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { title, run } of [...loads, ...compiles, node10]) {
    try {
      const problem = await run(folder);
      counts[problem === "" ? "passed" : "failed"]++;
      console.log(problem === "" ? `  ✓ ${title}` : `  ✗ ${title}\n${problem}`);
    } catch (error) {
      counts.skipped++;
      console.log(`  SKIPPED ${title}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
});
