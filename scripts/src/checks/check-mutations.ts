import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Mutation, mutations } from "../mutations/mutations.ts";
import { repository } from "../repository.ts";

// Applies each one-line mutation to a copy of the server and runs the conformance suite against the copy. A
// check must fail. Prints what caught each mutation. Takes a few minutes, so CI does not run it.

const server = join(repository, "packages/server");
const suite = fileURLToPath(new URL("../mutations/run-suite.ts", import.meta.url));
const timeoutMs = 120_000;

interface Outcome {
  /** The check that failed, or the reason why the mutation counts as noticed or not. */
  readonly text: string;
  readonly isCaught: boolean;
}

/** Copies the server into a folder, with a change. */
async function copyServer(folder: string, [file, before, after]: Mutation): Promise<void> {
  await cp(join(server, "src"), join(folder, "src"), { recursive: true });
  await cp(join(server, "package.json"), join(folder, "package.json"));
  await symlink(join(server, "node_modules"), join(folder, "node_modules"));
  const path = join(folder, "src", file);
  const text = await readFile(path, "utf8");
  const count = text.split(before).length - 1;
  if (count !== 1) throw new Error(`${file} has ${count} times: ${before}`);
  await writeFile(
    path,
    text.replace(before, () => after),
  );
}

/** Runs the suite against a copy of the server. */
async function runSuite(folder: string, check: string): Promise<Outcome> {
  return await new Promise((resolve) => {
    const args = ["--conditions=@sandboxes/source", "--no-warnings", suite, folder, check];
    execFile(process.execPath, args, { timeout: timeoutMs }, (error, stdout, stderr) => {
      if (!error) return resolve({ isCaught: false, text: "no check failed" });
      if (error.killed) return resolve({ isCaught: true, text: "the suite does not end" });
      const line = stdout.trim().split("\n")[0] ?? "";
      if (line !== "") return resolve({ isCaught: true, text: line });
      return resolve({ isCaught: false, text: `the server does not start: ${stderr.slice(-400)}` });
    });
  });
}

async function tryMutation(mutation: Mutation): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), "mutation-"));
  try {
    await copyServer(folder, mutation);
    return await runSuite(folder, mutation[3]);
  } catch (error) {
    return { isCaught: false, text: `not applied: ${(error as Error).message}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const unchanged = await tryMutation(["index.ts", "createApp }", "createApp }", ""]);
if (unchanged.text !== "no check failed") {
  console.error(`The server fails the suite without a mutation: ${unchanged.text}`);
  process.exit(1);
}

const [wanted = ""] = process.argv.slice(2);
const chosen = mutations.filter((each) => each.join(" ").includes(wanted));
const waiting = [...chosen.entries()];
let caught = 0;
async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [index, mutation] = next;
    const { text, isCaught } = await tryMutation(mutation);
    if (isCaught) caught += 1;
    const [file, before, after] = mutation;
    console.log(
      `${isCaught ? "✓" : "✗"} ${index + 1} ${file}: ${before} → ${after || "(removed)"}`,
    );
    console.log(`    ${text.slice(0, 200)}`);
  }
}
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
console.log(`\n${chosen.length} mutations tried, ${caught} caught`);
process.exit(caught === chosen.length ? 0 : 1);
