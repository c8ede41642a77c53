// Checks, on a copy of the repository, that turbo reruns exactly the tasks that an edit affects.
import { appendFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { copyRepository, repository, withTemporaryFolder } from "../repository.ts";
import { runCommand } from "../run-command.ts";

interface Task {
  readonly task: string;
  readonly package: string;
}
interface PlannedTask extends Task {
  readonly taskId: string;
  readonly command: string;
  readonly hash: string;
  readonly dependencies: readonly string[];
}
interface Workspace {
  readonly name: string;
  readonly dependencies: readonly string[];
}
interface Case {
  readonly title: string;
  /** The file to which a comment is added. It is created if it does not exist. */
  readonly edit?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly reruns: (task: Task) => boolean;
}

const generate = ["@sandboxes/schema#generate", "@sandboxes/client#generate"];
const tasks = ["generate", "check:generated", "build", "typecheck", "test", "lint:spec"];

/** Reads the name and all dependencies of each package of this repository. */
async function readWorkspaces(): Promise<Workspace[]> {
  const folders = (await readdir(join(repository, "packages"))).map((name) => `packages/${name}`);
  const texts = [...folders, "spec", "scripts", "bench"].map((folder) =>
    readFile(join(repository, folder, "package.json"), "utf8").catch(() => undefined),
  );
  return (await Promise.all(texts))
    .filter((text) => text !== undefined)
    .map((text) => {
      const manifest = JSON.parse(text) as Record<string, object> & { name: string };
      const { name, dependencies, devDependencies } = manifest;
      return { name, dependencies: Object.keys({ ...dependencies, ...devDependencies }) };
    });
}

/** Returns a package and every package that depends on it, directly or not. */
function withDependents(room: string): string[] {
  const found = new Set([`@sandboxes/${room}`]);
  // A set iterates over the names that are added meanwhile.
  for (const name of found) {
    for (const other of workspaces) if (other.dependencies.includes(name)) found.add(other.name);
  }
  return [...found].map((name) => name.replace("@sandboxes/", ""));
}

function isOf(...rooms: readonly string[]): (task: Task) => boolean {
  return (task) => rooms.some((room) => task.package === `@sandboxes/${room}`);
}
const nothing = (): boolean => false;
// The package scripts also checks the types of the configuration files in the root.
const typesOfScripts = (task: Task): boolean => isOf("scripts")(task) && task.task === "typecheck";
/** The client is generated from the spec alone, so a change of what it imports does not matter here. */
const checksGeneratedClient = (task: Task): boolean =>
  isOf("client")(task) && task.task === "check:generated";
const workspaces = await readWorkspaces();
const fromServer = isOf(...withDependents("server"));
const fromSchema = isOf(...withDependents("schema"));
const fromGenerator = isOf(...withDependents("codegen"));

const cases: readonly Case[] = [
  {
    title: "the spec",
    edit: "spec/openapi.yaml",
    reruns: (task) => isOf("spec")(task) || fromSchema(task),
  },
  {
    title: "the generator",
    edit: "packages/codegen/src/index.ts",
    reruns: fromGenerator,
  },
  {
    title: "a test of the generator",
    edit: "packages/codegen/src/new.test.ts",
    reruns: testsOf("codegen"),
  },
  {
    title: "the generator's configuration",
    edit: "packages/schema/codegen.config.ts",
    reruns: (task) => fromSchema(task) && !checksGeneratedClient(task),
  },
  {
    title: "a generated file",
    edit: "packages/schema/src/types.gen.ts",
    reruns: (task) => isOf("schema")(task) && task.task === "check:generated",
  },
  {
    title: "the server",
    edit: "packages/server/src/index.ts",
    reruns: (task) => fromServer(task) && !checksGeneratedClient(task),
  },
  {
    title: "a test of the server",
    edit: "packages/server/src/new.test.ts",
    reruns: testsOf("server"),
  },
  {
    title: "a fixture of the client's tests",
    edit: "packages/client/test/new.ts",
    reruns: testsOf("client"),
  },
  { title: "a new README", edit: "packages/server/NOTES.md", reruns: nothing },
  { title: "the README", edit: "README.md", reruns: nothing },
  { title: "a package's README", edit: "packages/codegen/README.md", reruns: nothing },
  {
    title: "an installed package",
    edit: "packages/server/node_modules/new/index.js",
    reruns: nothing,
  },
  { title: "a decision", edit: "decisions/README.md", reruns: nothing },
  {
    title: "the test configuration",
    edit: "vitest.config.ts",
    reruns: (task) => task.task === "test" || typesOfScripts(task),
  },
  {
    title: "the build configuration",
    edit: "tsdown.config.ts",
    reruns: (task) => task.task === "build" || typesOfScripts(task),
  },
  { title: "the linter's rules", edit: "oxlint.config.ts", reruns: typesOfScripts },
  {
    title: "the compiler configuration",
    edit: "tsconfig.base.json",
    reruns: ({ task }) => ["build", "typecheck", "test"].includes(task),
  },
  {
    title: "the version of Node",
    env: { npm_config_user_agent: "pnpm/11.0.0 node/v0.0.0" },
    reruns: () => true,
  },
];

function testsOf(room: string): (task: Task) => boolean {
  return (task) => isOf(room)(task) && ["test", "typecheck"].includes(task.task);
}

/** Returns the tasks that turbo would run, including those without a command. */
async function plan(
  folder: string,
  env: NodeJS.ProcessEnv = {},
  names: readonly string[] = tasks,
): Promise<PlannedTask[]> {
  const turbo = join(repository, "node_modules/.bin/turbo");
  const { code, stdout, output } = await runCommand(turbo, ["run", ...names, "--dry=json"], {
    cwd: folder,
    env: { ...process.env, TURBO_GLOBAL_WARNING_DISABLED: "1", ...env },
  });
  if (code !== 0) throw new Error(output);
  return (JSON.parse(stdout) as { tasks: PlannedTask[] }).tasks;
}

function hashes(planned: readonly PlannedTask[]): Map<string, string> {
  const real = planned.filter(({ command }) => command !== "<NONEXISTENT>");
  return new Map(real.map(({ taskId, hash }) => [taskId, hash]));
}

/** Returns the tasks that read generated files but do not wait for `generate`. */
function notAfterGenerate(planned: readonly PlannedTask[]): string[] {
  const byId = new Map(planned.map((task) => [task.taskId, task]));
  const waits = (id: string): boolean =>
    generate.includes(id) || (byId.get(id)?.dependencies.some(waits) ?? false);
  return planned
    .filter((task) => fromSchema(task) && ["build", "typecheck", "test"].includes(task.task))
    .map(({ taskId }) => taskId)
    .filter((id) => !waits(id));
}

/** Returns the number of failed cases. */
async function check(folder: string): Promise<number> {
  const planned = await plan(folder);
  const before = hashes(planned);
  let failures = 0;
  const report = (title: string, wrong: readonly string[]): void => {
    console.log(`  ${wrong.length === 0 ? "✓" : "✗"} ${title}`);
    for (const line of wrong) console.log(`      ${line}`);
    failures += wrong.length === 0 ? 0 : 1;
  };

  report("generated files are generated first", notAfterGenerate(planned));
  const drift = await plan(folder, {}, ["check:generated"]);
  report(
    "the check of generated files does not generate them first",
    drift.map(({ taskId }) => taskId).filter((id) => generate.includes(id)),
  );
  for (const { title, edit, env, reruns } of cases) {
    const undo = edit === undefined ? undefined : await addComment(join(folder, edit));
    const after = hashes(await plan(folder, env));
    await undo?.();

    const wrong = [...before].flatMap(([id, hash]) => {
      const [name, task] = id.split("#") as [string, string];
      const wanted = reruns({ task, package: name });
      if (wanted === (after.get(id) !== hash)) return [];
      return [`${id} ${wanted ? "would not run" : "would run"}`];
    });
    const changed = [...before].filter(([id, hash]) => after.get(id) !== hash).length;
    report(`${title}: ${changed} of ${before.size} tasks rerun`, wrong);
  }
  return failures;
}

/** Adds a comment to a file. Returns a function that removes it. */
async function addComment(file: string): Promise<() => Promise<void>> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, "\n# an edit\n");
  return async () => {
    if (text !== undefined) await writeFile(file, text);
    else await rm(file);
  };
}

async function commitAll(folder: string): Promise<boolean> {
  const author = [
    "-c",
    "user.name=check",
    "-c",
    "user.email=check@localhost",
    "-c",
    "commit.gpgsign=false",
  ];
  for (const args of [
    ["init", "-q"],
    ["add", "-A"],
    [...author, "commit", "-qm", "x"],
  ]) {
    if ((await runCommand("git", args, { cwd: folder })).code !== 0) return false;
  }
  return true;
}

process.exitCode = await withTemporaryFolder(async (folder) => {
  await copyRepository(folder);
  // Without Git, turbo lists files in another way and with other rules.
  console.log("Without git");
  let failures = await check(folder);
  console.log("With git");
  if (await commitAll(folder)) failures += await check(folder);
  else console.log("  SKIPPED: Git is not installed");
  return failures === 0 ? 0 : 1;
});
