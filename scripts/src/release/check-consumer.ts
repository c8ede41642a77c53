import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../run-command.ts";
import type { LocalRegistry } from "./local-registry.ts";
import { type Versions, installConsumer } from "./steps.ts";

/** A program that uses the client against the real server, as the README shows it. */
const program = `import { createClient } from "@sandboxes/client";
import type { Sandbox } from "@sandboxes/schema";
import { createTestApi } from "@sandboxes/test-utils";

const api = await createTestApi({ sandboxes: [{ name: "demo", metadata: { env: "prod" } }, {}] });
const client = createClient(api);
const sandboxes: Sandbox[] = await client.sandboxes.list({ metadata: { env: "prod" } });
const names = sandboxes.map(({ name }) => name).join();
if (names !== "demo") throw new Error(\`The list has \${names}, not demo.\`);
// @ts-expect-error there is no such field
sandboxes[0]?.vcpus;
`;

const tsconfig = {
  compilerOptions: {
    strict: true,
    module: "nodenext",
    target: "es2023",
    types: ["node"],
    noEmit: true,
  },
};

/** Tools of the consumer. None of our packages installs them. */
const tools = { typescript: "^7.0.0", "@types/node": "^24.0.0" };

/**
 * Installs the published packages as a user would, typechecks and runs a small program, and
 * starts each command line.
 *
 * @returns one message per problem
 */
export async function checkConsumer(
  folder: string,
  registry: LocalRegistry,
  versions: Versions,
): Promise<string[]> {
  const dependencies = { ...tools, ...Object.fromEntries(versions) };
  const installed = await installConsumer(folder, registry, dependencies);
  if (installed.code !== 0) return [installed.output];
  await writeFile(join(folder, "main.ts"), program);
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));

  const problems = await installScripts(folder);
  for (const [command, ...args] of [
    ["npx", "tsc"],
    ["node", "main.ts"],
    ["npx", "sandboxes", "--version"],
    ["npx", "sandboxes-codegen", "--help"],
  ] as const) {
    const { code, output } = await runCommand(command, args, { cwd: folder, limit: 120 });
    if (code !== 0) problems.push(`${command} ${args.join(" ")}: exit code ${code}\n${output}`);
  }
  return problems;
}

/** Finds packages in a lockfile of npm that run a script when they are installed. */
async function installScripts(folder: string): Promise<string[]> {
  const lockfile = JSON.parse(await readFile(join(folder, "package-lock.json"), "utf8")) as {
    packages: Record<string, { hasInstallScript?: boolean }>;
  };
  return Object.entries(lockfile.packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => `${path} runs a script when it is installed`);
}
