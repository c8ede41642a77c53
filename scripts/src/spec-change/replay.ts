import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inspectDocument, typesOf } from "@sandboxes/codegen/in-memory";
import { repository } from "../repository.ts";
import { runCommand } from "../run-command.ts";
import { explainPlan } from "./explain-plan.ts";
import { specPath } from "./git-base.ts";
import { applyPlan } from "./own-changesets.ts";
import { planChange } from "./plan-change.ts";

/** The outputs of a spec change, by the name of their place in the transcript. */
export interface Transcript {
  /** The output of `pnpm spec:change`. */
  readonly report: string;
  readonly changeset: string;
  /** The entry in the changelog of the client after `changeset version`. */
  readonly changelog: string;
}

/** The inputs of a spec change. */
export interface SpecEdit {
  /** The texts of the spec before and after the edit. */
  readonly before: string;
  readonly after: string;
  /** The version that every package has before the edit. */
  readonly version: string;
  /** A program that uses the generated types, which it imports from `./types.gen.ts`. */
  readonly program: string;
}

/** The published packages of the copy. Their dependencies decide the order of a release only. */
const names = ["spec", "schema", "client-runtime", "client", "server", "test-utils", "cli"];

/**
 * Replays a spec change in an empty folder: commits a release, edits the spec, runs the steps of
 * `pnpm spec:change` after code generation, and bumps the versions.
 *
 * @param folder an empty folder outside of this repository
 * @throws {Error} if git or changesets fail
 */
export async function replay(
  folder: string,
  { before, after, version, program }: SpecEdit,
): Promise<Transcript> {
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  const git = async (...args: string[]): Promise<void> => {
    const who = ["-c", "user.name=replay", "-c", "user.email=replay@localhost"];
    await run(folder, "git", [...who, "-c", "commit.gpgsign=false", ...args]);
  };
  await write("package.json", '{ "name": "replay", "private": true }\n');
  await write("pnpm-workspace.yaml", "packages: [packages/*]\n");
  for (const name of names)
    await write(
      `packages/${name}/package.json`,
      `${JSON.stringify({ name: `@sandboxes/${name}`, version })}\n`,
    );
  const config = await readFile(join(repository, ".changeset/config.json"), "utf8");
  await write(".changeset/config.json", config);
  await write(specPath, before);
  await write("program/program.ts", program);
  await write("program/types.gen.ts", await typesOf(inspectDocument(join(folder, specPath))));
  await git("init", "--quiet", "--initial-branch=main");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", `Release ${version}`);

  await write(specPath, after);
  const packages = names.map((name) => ({ name: `@sandboxes/${name}`, version }));
  const consumers = [join(folder, "program")];
  const plan = await planChange(folder, packages, { base: "HEAD", consumers });
  const report = [explainPlan(plan), ...applyPlan(folder, plan)].join("\n");
  await run(folder, "node", [join(repository, "node_modules/@changesets/cli/bin.js"), "version"]);
  const changelog = await readFile(join(folder, "packages/client/CHANGELOG.md"), "utf8");
  return {
    report: withoutFolder(report, folder),
    changeset: plan.changeset?.text ?? "There is none.\n",
    changelog,
  };
}

/** Programs are named by their path from the working directory, which differs between machines. */
function withoutFolder(text: string, folder: string): string {
  return text
    .replaceAll(/(?<=(?:breaks|uses) )\S*\/program\//g, "program/")
    .replaceAll(folder, ".");
}

async function run(folder: string, command: string, args: readonly string[]): Promise<void> {
  const { code, output } = await runCommand(command, args, { cwd: folder });
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${output}`);
}
