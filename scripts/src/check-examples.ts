// Checks each example as a user would use it: in its own folder, with the packages installed from
// their tarballs. Build the packages first. Names of examples as arguments select them; without any, all
// run.
import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { installTarballs, packTarballs } from "./install-packed.ts";
import { repository, withTemporaryFolder } from "./repository.ts";
import { runCommand } from "./run-command.ts";

const chosen = process.argv.slice(2);

process.exitCode = await withTemporaryFolder(async (folder) => {
  const tarballs = await packTarballs(folder);

  let failures = 0;
  for (const entry of await readdir(join(repository, "examples"), { withFileTypes: true })) {
    if (!entry.isDirectory() || (chosen.length > 0 && !chosen.includes(entry.name))) continue;
    const example = join(folder, entry.name);
    await cp(join(repository, "examples", entry.name), example, {
      recursive: true,
      filter: (path) => !path.includes("node_modules"),
    });

    for (const [title, run] of [
      ["install --no-frozen-lockfile", () => installTarballs(example, tarballs)],
      ["run check", () => runCommand("pnpm", ["run", "check"], { cwd: example })],
    ] as const) {
      const { code, output, seconds } = await run();
      console.log(
        `  ${code === 0 ? "✓" : "✗"} ${entry.name}: pnpm ${title} (${seconds.toFixed(1)} s)`,
      );
      if (code === 0) continue;
      console.log(output.replace(/^/gm, "    "));
      failures += 1;
      break;
    }
  }
  return failures === 0 ? 0 : 1;
});
