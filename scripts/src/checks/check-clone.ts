// Follows the README as a newcomer would, on a machine with only Node 20 and npm: copies the repository
// to a new folder and uses an empty HOME, so there are no caches.
import { readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { nodePackage } from "../../node-package.mjs";
import { copyRepository, withTemporaryFolder } from "../repository.ts";
import { runCommand } from "../run-command.ts";

// PATH without the tools of this repository and of npx.
const path = process.env["PATH"]!.split(delimiter)
  .filter((folder) => !/node_modules/.test(folder))
  .join(delimiter);
// npm and pnpm pass their settings to child processes. A newcomer's shell has none of them, so only
// those stay that are needed to reach the registry. Variables that move the caches go too.
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

  /** Runs npm on Node 20 and prints how long it took and whether it ended as expected. */
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

  // The check names an edit of one character in the spec or in a generated file, and generating fixes it.
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
