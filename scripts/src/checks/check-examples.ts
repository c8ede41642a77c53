// Checks each example as a user would use it: in its own folder, with the packages installed from
// their tarballs. The server checks its responses against the spec. Build the packages first.
// Names of examples as arguments select them. Without any, all run.
import { cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Tarballs, installTarballs, packTarballs } from "../packages/install-packed.ts";
import { repository, withTemporaryFolder } from "../repository.ts";
import { type Outcome, runCommand } from "../run-command.ts";

/** Selects the server that checks its responses: see `imports` in its package.json. */
const env = { ...process.env, NODE_OPTIONS: "--conditions=@sandboxes/checked" };

/** A server whose response breaks the spec: its exit code is a string. */
const wrongResponse = `
import { createApp, createKey, createMemoryStore, createTeam } from "@sandboxes/server";

const machine = {
  run: async () => ({ exit_code: "0" }),
  save: async () => new Uint8Array(),
  stop: async () => {},
  close: () => {},
};
const store = createMemoryStore();
const { apiKey } = await createKey(store, await createTeam(store));
const app = createApp({ store, runtime: { start: async () => machine } });
const post = async (path, body) => {
  const headers = { "X-API-Key": apiKey, "Content-Type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  return await (await app.fetch(new Request("http://localhost" + path, init))).json();
};
const { id } = await post("/sandboxes", { name: "demo" });
console.log(await post("/sandboxes/" + id + "/exec", { command: "true" }));
`;

/** Checks that the packed server notices a response that breaks the spec, and only if it is asked to. */
async function checkResponseCheck(folder: string, tarballs: Tarballs): Promise<Outcome> {
  await mkdir(folder);
  const dependencies = { "@sandboxes/server": tarballs["@sandboxes/server"] };
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  await writeFile(join(folder, "main.mjs"), wrongResponse);
  const installed = await installTarballs(folder, tarballs);
  if (installed.code !== 0) return installed;
  const unchecked = await runCommand("node", ["main.mjs"], { cwd: folder });
  const checked = await runCommand("node", ["main.mjs"], { cwd: folder, env });
  const isRight =
    unchecked.code === 0 &&
    checked.code === 1 &&
    checked.output.includes("execSandbox 200: exit_code must be an integer.");
  return {
    ...checked,
    code: isRight ? 0 : 1,
    output: `without the check: ${unchecked.output}\nwith the check: ${checked.output}`,
  };
}

type Step = readonly [title: string, run: () => Promise<Outcome>];

/** Runs the steps of an example, until one fails. @returns whether all succeeded */
async function succeeds(name: string, steps: readonly Step[]): Promise<boolean> {
  for (const [title, run] of steps) {
    const { code, output, seconds } = await run();
    console.log(`  ${code === 0 ? "✓" : "✗"} ${name}: ${title} (${seconds.toFixed(1)} s)`);
    if (code === 0) continue;
    console.log(output.replace(/^/gm, "    "));
    return false;
  }
  return true;
}

const chosen = process.argv.slice(2);

process.exitCode = await withTemporaryFolder(async (folder) => {
  const tarballs = await packTarballs(folder);
  const finds = async (): Promise<Outcome> =>
    await checkResponseCheck(join(folder, "response-check"), tarballs);
  const results = [
    await succeeds("packed server", [["finds a response that breaks the spec", finds]]),
  ];
  for (const entry of await readdir(join(repository, "examples"), { withFileTypes: true })) {
    const { name } = entry;
    if (!entry.isDirectory() || (chosen.length > 0 && !chosen.includes(name))) continue;
    const example = join(folder, name);
    await cp(join(repository, "examples", name), example, {
      recursive: true,
      filter: (path) => !path.includes("node_modules"),
    });
    results.push(
      await succeeds(name, [
        ["pnpm install --no-frozen-lockfile", () => installTarballs(example, tarballs)],
        ["pnpm run check", () => runCommand("pnpm", ["run", "check"], { cwd: example, env })],
      ]),
    );
  }
  return results.every(Boolean) ? 0 : 1;
});
