// Follows docs/your-own-api.md with several documents, as a reader would: every command runs, every file
// is written, and nothing is edited. The packages come from their tarballs. Build them first.
// With --fast it follows the guide only with the guide's own document.
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { type GuideDocument, guideDocuments } from "../own-api/documents.ts";
import { type GuideBlock, readGuide } from "../own-api/read-guide.ts";
import { serveTarballs } from "../own-api/serve-tarballs.ts";
import { packPackages } from "../packages/pack-packages.ts";
import { repository, withTemporaryFolder } from "../repository.ts";
import { runCommand } from "../run-command.ts";

const isFast = process.argv.includes("--fast");
const guide = "docs/your-own-api.md";
let passed = 0;
let failed = 0;

await withTemporaryFolder(async (folder) => {
  const blocks = readGuide(await readFile(join(repository, guide), "utf8"));
  await using registry = await serveTarballs(await packPackages(folder));
  const env = await npmEnvironment(folder, registry.npmrc);
  for (const document of guideDocuments()) {
    if (isFast && document.isSlow) continue;
    await followGuide(document, blocks, join(folder, document.name), env);
  }
});

console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs the blocks in order, each where the one before it ended. Stops at the first that fails. */
async function followGuide(
  { name, path }: GuideDocument,
  blocks: readonly GuideBlock[],
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const ending = extname(path);
  await copyFile(path, join(folder, `openapi${ending}`));
  let place = folder;
  for (const block of blocks) {
    // Files of the guide call the API of its own document.
    const only = block.only ?? (block.file === undefined ? name : "acme");
    if (only !== name) continue;
    const title = `${name}: ${guide}:${block.line}`;
    if (block.file !== undefined) {
      await mkdir(dirname(join(place, block.file)), { recursive: true });
      await writeFile(join(place, block.file), block.code);
      continue;
    }
    const end = join(folder, "end");
    const script = `${block.code.replaceAll("openapi.yaml", `openapi${ending}`)}pwd > "${end}"\n`;
    const { code, output, seconds } = await runCommand("bash", ["-euo", "pipefail", "-c", script], {
      cwd: place,
      env,
      limit: 600,
    });
    console.log(`  ${code === 0 ? "✓" : "✗"} ${title} (${seconds.toFixed(1)} s)`);
    if (code !== 0) {
      console.log(output.replaceAll(/^/gm, "    "));
      failed += 1;
      return;
    }
    passed += 1;
    place = (await readFile(end, "utf8")).trim();
  }
}

/** Lets npm find our packages in the registry, and everything else where it does already. */
async function npmEnvironment(folder: string, npmrc: string): Promise<NodeJS.ProcessEnv> {
  const { stdout } = await runCommand("npm", ["config", "get", "userconfig"]);
  const own = await readFile(stdout.trim(), "utf8").catch(() => "");
  const file = join(folder, "npmrc");
  await writeFile(file, `${own}\n${npmrc}\naudit=false\nfund=false\nprefer-offline=true\n`);
  const env = Object.entries(process.env).filter(
    ([name]) => !/^npm_(config_userconfig$|lifecycle_|package_)/i.test(name),
  );
  return {
    ...Object.fromEntries(env),
    NPM_CONFIG_USERCONFIG: file,
    CI: "true",
  };
}
