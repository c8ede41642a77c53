// Checks each example as a user would meet it: in a folder of its own, with the packages installed
// from their tarballs. The packages have to be built before.
import { cp, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packPackages } from "./pack-packages.ts";
import { repository, withTemporaryFolder } from "./repository.ts";
import { runCommand } from "./run-command.ts";

process.exitCode = await withTemporaryFolder(async (folder) => {
  const packed = await packPackages(folder);
  // The packages depend on each other too, so the tarballs stand in for them everywhere.
  const overrides = Object.fromEntries(
    packed.map(({ name, tarball }) => [name, `file:${tarball}`]),
  );

  let failures = 0;
  for (const entry of await readdir(join(repository, "examples"), { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const example = join(folder, entry.name);
    await cp(join(repository, "examples", entry.name), example, {
      recursive: true,
      filter: (path) => !path.includes("node_modules"),
    });
    // JSON is YAML. The file also keeps pnpm from looking for a workspace further up.
    await writeFile(join(example, "pnpm-workspace.yaml"), JSON.stringify({ overrides }));

    for (const args of [
      ["install", "--no-frozen-lockfile"],
      ["run", "check"],
    ]) {
      const { code, output, seconds } = await runCommand("pnpm", args, { cwd: example });
      console.log(
        `  ${code === 0 ? "✓" : "✗"} ${entry.name}: pnpm ${args.join(" ")} (${seconds.toFixed(1)} s)`,
      );
      if (code === 0) continue;
      console.log(output.replace(/^/gm, "    "));
      failures += 1;
      break;
    }
  }
  return failures === 0 ? 0 : 1;
});
