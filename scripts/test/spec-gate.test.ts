import { chmod, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { repository as root } from "../src/repository.ts";
import { runCommand } from "../src/run-command.ts";
import { type ScratchRepository, scratchRepository } from "./scratch-repository.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { permissions: Readonly<Record<string, string>>; steps: readonly Step[] }>
  >;
}

const workflow = parse(
  await readFile(join(root, ".github/workflows/spec-gate.yml"), "utf8"),
) as Workflow;

/** Runs the script of a job like the runner, with our own programs first on PATH. */
async function runStep(
  { folder, write }: ScratchRepository,
  job: string,
  env: Record<string, string>,
  programs: Record<string, string>,
): Promise<{ code: number; output: string }> {
  for (const [name, text] of Object.entries(programs)) {
    await write(`.git/bin/${name}`, `#!/bin/sh\n${text}\n`);
    await chmod(join(folder, ".git/bin", name), 0o755);
  }
  const script = workflow.jobs[job]?.steps.find(({ run }) => run !== undefined)?.run ?? "exit 99";
  return await runCommand("bash", ["-e", "-c", script], {
    cwd: folder,
    env: { ...process.env, PATH: `${folder}/.git/bin:${process.env["PATH"]}`, ...env },
  });
}

/** A replacement for npx that runs the program of this repository with the same arguments. */
const npx = `test "$1 $2 $3" = "--yes --ignore-scripts @sandboxes/openapi-diff@latest" || exit 98
shift 3
exec node --conditions=@sandboxes/source "${root}/packages/openapi-diff/bin/openapi-diff.js" "$@"`;

test("every action is pinned, every job has its own permissions, and no input is part of a script", () => {
  expect(workflow.permissions).toEqual({});
  const jobs = Object.values(workflow.jobs);
  expect(jobs.map(({ permissions }) => permissions)).toEqual([
    { contents: "read" },
    { "pull-requests": "write" },
  ]);
  for (const { uses, run } of jobs.flatMap(({ steps }) => steps)) {
    expect(uses ?? "a/b@".padEnd(44, "0")).toMatch(/@[0-9a-f]{40}$/);
    expect(run ?? "").not.toContain("${{");
  }
});

test.each<[string, readonly [string, string], string, number, RegExp]>([
  [
    "a breaking change",
    ["operationId: listPets", "operationId: allPets"],
    "breaking",
    1,
    /allPets/,
  ],
  ["a change that may pass", ["Lists pets.", "Lists all pets."], "breaking", 0, /Documentation/],
  ["any change", ["Lists pets.", "Lists all pets."], "any", 1, /Documentation/],
  ["a document that cannot be read", ["openapi: 3.1.0", "openapi: ["], "any", 2, /log of the job/],
])("the job compares: %s", async (_title, [from, to], failOn, code, report) => {
  await using repository = await scratchRepository();
  const { folder } = repository;
  await repository.edit("spec/openapi.yaml", from, to);
  await repository.commit();

  const env = {
    BASE: "main",
    DOCUMENT: "spec/openapi.yaml",
    FAIL_ON: failOn,
    PRE1: "",
    VERSION: "latest",
    RUNNER_TEMP: join(folder, ".git"),
    GITHUB_OUTPUT: join(folder, ".git/output"),
    GITHUB_STEP_SUMMARY: join(folder, ".git/summary"),
  };
  const outcome = await runStep(repository, "compare", env, { npx });

  expect(outcome).toMatchObject({ code });
  const summary = await readFile(env.GITHUB_STEP_SUMMARY, "utf8");
  expect(summary).toMatch(report);
  const output = await readFile(env.GITHUB_OUTPUT, "utf8");
  expect(/^report<<(\S+)\n([^]*)\n\1\n$/.exec(output)?.[2]).toBe(summary);
});
