// What a newcomer does, on a machine that has only Node 20 and npm: copies the repository to a new
// folder, with a HOME of its own and so without any cache, and follows the README.
import { readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { nodePackage } from "../node-package.mjs";
import { copyRepository, withTemporaryFolder } from "./repository.ts";
import { runCommand } from "./run-command.ts";

// PATH without what brought this process here: the tools of the repository, and of npx.
const path = process.env["PATH"]!.split(delimiter)
  .filter((folder) => !/node_modules/.test(folder))
  .join(delimiter);
// npm and pnpm hand their settings down to their children. A newcomer's shell has none of them, but
// for what says how to reach the registry; nor does it know of another place for caches.
const inherited = Object.entries(process.env).filter(
  ([name]) =>
    !/^p?npm_|^INIT_CWD$|^TURBO_|^XDG_/i.test(name) ||
    /^p?npm_config_(registry|.*proxy|ca|cafile|strict_ssl)$/i.test(name),
);

class Newcomer {
  readonly #clone: string;
  readonly #env: NodeJS.ProcessEnv;
  failures = 0;

  constructor(clone: string, home: string) {
    this.#clone = clone;
    this.#env = { ...Object.fromEntries(inherited), PATH: path, HOME: home, USERPROFILE: home };
  }

  /** Runs npm on Node 20; says how long it took and whether it went as wanted. */
  async npm(
    args: readonly string[],
    wanted: { fails?: boolean; says?: string } = {},
  ): Promise<void> {
    const tools = ["-y", "-p", `${nodePackage()}@20`, "-p", "npm@10", "--", "npm"];
    const outcome = await runCommand("npx", [...tools, ...args], {
      cwd: this.#clone,
      env: this.#env,
    });
    const { fails = false, says = "" } = wanted;
    const good = (outcome.code !== 0) === fails && outcome.output.includes(says);
    const title = `npm ${args.join(" ")}${fails ? " fails" : ""}${says && `, naming ${says}`}`;
    console.log(`  ${good ? "✓" : "✗"} ${title} (${outcome.seconds.toFixed(1)} s)`);
    if (!good) console.log(`exit code ${outcome.code}\n${outcome.output}`.replace(/^/gm, "    "));
    this.failures += good ? 0 : 1;
  }
}

process.exitCode = await withTemporaryFolder(async (folder) => {
  const clone = join(folder, "clone");
  await copyRepository(clone);
  const newcomer = new Newcomer(clone, join(folder, "home"));

  await newcomer.npm(["start"], { says: "GET /sandboxes?metadata.env=prod" });
  await newcomer.npm(["start"], { says: "GET /sandboxes?metadata.env=prod" });
  await newcomer.npm(["test"]);

  // One character of the spec, and of a generated file, is noticed by name and mended.
  for (const [file, from, to] of [
    ["spec/openapi.yaml", "summary: List the team's sandboxes", "summary: List the team's sandbox"],
    ["packages/schema/src/operations.gen.ts", 'path: "/sandboxes"', 'path: "/sandboxe"'],
  ] as const) {
    const text = await readFile(join(clone, file), "utf8");
    if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
    await writeFile(join(clone, file), text.replace(from, to));
    console.log(`  ${file} edited`);
    await newcomer.npm(["run", "check:generated"], { fails: true, says: "listSandboxes" });
    await newcomer.npm(["run", "generate"]);
    await newcomer.npm(["run", "check:generated"]);
  }
  return newcomer.failures === 0 ? 0 : 1;
});
