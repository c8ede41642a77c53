import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { runCommand } from "../run-command.ts";
import { specPath } from "../spec-change/git-base.ts";
import type { LocalRegistry } from "./local-registry.ts";
import { type Versions, bumpVersions, installConsumer, publish } from "./steps.ts";

/** The field that the rehearsed change removes, and its name in a changelog. */
const removed = ["components", "schemas", "Sandbox", "properties", "snapshot_id"];
const named = "`Sandbox.snapshot_id`";
const reason = "The rehearsal removes a field.";

/** A program with exactly one line that reads the removed field. */
const program = `import type { Sandbox } from "@sandboxes/schema";

export function describe(sandbox: Sandbox): string[] {
  return [
    sandbox.id,
    sandbox.snapshot_id ?? "no snapshot",
    String(sandbox.vcpu_count),
  ];
}
`;
const brokenLine = program.split("\n").findIndex((line) => line.includes("snapshot_id")) + 1;

/**
 * Removes a field from the spec and releases the change: writes the changeset with `pnpm spec:change`, bumps
 * the versions and publishes. Then checks the changelogs. A program that reads the field must compile
 * with the old version, and must fail on exactly that line with the new one.
 *
 * @param copy the copy of the repository that is released
 * @param folder an empty folder for the programs
 * @param before the published versions
 * @returns one message per problem
 */
export async function releaseSpecChange(
  copy: string,
  folder: string,
  registry: LocalRegistry,
  before: Versions,
): Promise<string[]> {
  const path = join(copy, specPath);
  const spec = parseDocument(await readFile(path, "utf8"));
  if (!spec.deleteIn(removed)) return [`The spec has no ${removed.join(".")} to remove.`];
  await writeFile(path, spec.toString({ lineWidth: 0 }));

  const problems = [
    ...(await mustExit(copy, 1, "checks/check-spec-change.ts")),
    ...(await mustExit(copy, 0, "spec-change.ts", "--no-consumers", "--accept", reason)),
    ...(await mustExit(copy, 0, "checks/check-spec-change.ts")),
  ];
  if (problems.length > 0) return problems;

  const after = await bumpVersions(copy);
  await publish(copy);
  for (const name of ["schema", "client", "server", "test-utils"]) {
    const changelog = await readFile(join(copy, "packages", name, "CHANGELOG.md"), "utf8");
    const [, latest = ""] = changelog.split(/^## /m);
    for (const text of [after.get(`@sandboxes/${name}`)!, named, reason]) {
      if (!latest.includes(text))
        problems.push(`The changelog of ${name} lacks ${text}:\n${latest}`);
    }
  }
  for (const [versions, lines] of [
    [before, []],
    [after, [brokenLine]],
  ] as const) {
    const version = versions.get("@sandboxes/schema")!;
    const found = await linesThatFail(join(folder, version), registry, version);
    if (found.join() !== lines.join()) {
      problems.push(
        `With @sandboxes/schema ${version}, lines [${found.join()}] fail instead of [${lines.join()}].`,
      );
    }
  }
  return problems;
}

/** Runs one of the programs for spec changes in the copy. */
async function mustExit(copy: string, code: number, file: string, ...args: string[]) {
  const command = ["--conditions=@sandboxes/source", `scripts/src/${file}`, ...args];
  const outcome = await runCommand("node", command, { cwd: copy });
  if (outcome.code === code) return [];
  return [`${file} exits with ${outcome.code} instead of ${code}:\n${outcome.output}`];
}

/** Compiles the program with one version of the types. @returns the numbers of the lines with errors */
async function linesThatFail(
  folder: string,
  registry: LocalRegistry,
  version: string,
): Promise<number[]> {
  await mkdir(folder, { recursive: true });
  const dependencies = { "@sandboxes/schema": version, typescript: "^7.0.0" };
  const installed = await installConsumer(folder, registry, dependencies);
  if (installed.code !== 0) throw new Error(installed.output);
  await writeFile(join(folder, "main.ts"), program);
  const flags = ["--noEmit", "--strict", "--module", "nodenext", "--types", "", "main.ts"];
  const { code, output } = await runCommand("npx", ["tsc", ...flags], { cwd: folder, limit: 120 });
  const lines = [...output.matchAll(/^main\.ts[(:](\d+)/gm)].map(([, line]) => Number(line));
  if (code !== 0 && lines.length === 0) throw new Error(`tsc in ${folder}:\n${output}`);
  return lines;
}
