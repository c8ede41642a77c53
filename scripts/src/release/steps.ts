// The steps of a release against a local registry, each usable on its own.
import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { publishedPackages } from "../packages/published-packages.ts";
import { copyRepository } from "../repository.ts";
import { type Outcome, runCommand } from "../run-command.ts";
import type { LocalRegistry } from "./local-registry.ts";

/** The repository that the rehearsed workflow claims to run in. */
export const source = "https://github.com/example/sandboxes";

/** Versions of the published packages, by name. */
export type Versions = ReadonlyMap<string, string>;

/** Runs a program and returns its output. @throws Error with the output when it fails */
async function run(cwd: string, command: string, args: string[], env = {}): Promise<string> {
  const outcome = await runCommand(command, args, { cwd, env: { ...process.env, ...env } });
  if (outcome.code === 0) return outcome.stdout;
  throw new Error(`${command} ${args.join(" ")} failed in ${cwd}:\n${outcome.output}`);
}

/** Commits every change in a folder, with an author that needs no git configuration. */
async function commitAll(folder: string, message: string): Promise<void> {
  await run(folder, "git", ["add", "--all"]);
  await run(folder, "git", ["commit", "--quiet", "--message", message]);
}

/**
 * Copies the repository to a folder with one commit, installs its dependencies, and makes the copy
 * publish to the local registry.
 */
export async function copyForRelease(folder: string, registry: LocalRegistry): Promise<void> {
  await copyRepository(folder);
  await run(folder, "git", ["init", "--quiet", "--initial-branch=main"]);
  for (const [key, value] of Object.entries({
    "user.name": "rehearsal",
    "user.email": "rehearsal@localhost",
    "commit.gpgsign": "false",
    "tag.gpgsign": "false",
  })) {
    await run(folder, "git", ["config", key, value]);
  }
  await appendFile(join(folder, ".gitignore"), "\n.npmrc\n");
  await commitAll(folder, "Copy the repository");
  await run(folder, "pnpm", ["install", "--frozen-lockfile", "--prefer-offline"]);
  await writeFile(join(folder, ".npmrc"), registry.npmrc);
}

/**
 * Runs `changeset version` and commits the result.
 *
 * @returns the new versions
 */
export async function bumpVersions(folder: string): Promise<Versions> {
  await run(folder, "pnpm", ["exec", "changeset", "version"]);
  await commitAll(folder, "Bump the versions");
  const packages = await publishedPackages(folder);
  return new Map(packages.map(({ name, version }) => [name, version]));
}

/** Writes a changeset. @param bump such as `patch` */
export async function addChangeset(folder: string, name: string, bump: string): Promise<void> {
  const text = `---\n"${name}": ${bump}\n---\n\nChange something.\n`;
  await writeFile(join(folder, ".changeset", `${name.replace(/^.*\//, "")}-${bump}.md`), text);
}

/** Builds and publishes every unpublished version, with the command of the workflow. */
export async function publish(folder: string): Promise<void> {
  await runAsWorkflow(folder, "release");
  // The workflow discards its checkout.
  await run(folder, "git", ["checkout", "--quiet", "."]);
}

/**
 * Publishes a snapshot of a change of one package, and discards the versions and changelogs that it wrote.
 *
 * @returns the versions of the snapshot
 */
export async function publishSnapshot(folder: string, name: string): Promise<Versions> {
  await addChangeset(folder, name, "patch");
  await runAsWorkflow(folder, "release:snapshot");
  const packages = await publishedPackages(folder);
  await run(folder, "git", ["checkout", "--quiet", "."]);
  await run(folder, "git", ["clean", "--quiet", "--force", ".changeset", "packages"]);
  return new Map(packages.map(({ name: each, version }) => [each, version]));
}

/** Runs a script of `package.json` with the environment of the release workflow. */
async function runAsWorkflow(folder: string, script: string): Promise<void> {
  const { origin, pathname } = new URL(source);
  await run(folder, "pnpm", ["run", script], {
    GITHUB_SERVER_URL: origin,
    GITHUB_REPOSITORY: pathname.slice(1),
  });
}

/** Returns the manifest of one version of a package from the registry. */
export async function publishedManifest(
  registry: LocalRegistry,
  name: string,
  version: string,
): Promise<Readonly<Record<string, unknown>> & { dist: { tarball: string } }> {
  const response = await fetch(`${registry.url}${name.replace("/", "%2f")}/${version}`);
  if (!response.ok) throw new Error(`${name}@${version} is not published: ${response.status}`);
  return (await response.json()) as { dist: { tarball: string } };
}

/**
 * Installs packages with npm in a new folder, from the local registry.
 *
 * @param dependencies versions by name
 * @param flags such as `--package-lock-only`, which resolves the versions and downloads nothing
 */
export async function installConsumer(
  folder: string,
  registry: LocalRegistry,
  dependencies: Readonly<Record<string, string>>,
  ...flags: readonly string[]
): Promise<Outcome> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, ".npmrc"), registry.npmrc);
  const manifest = { private: true, type: "module", dependencies };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error", `--cache=${registry.cache}`];
  return await runCommand("npm", ["install", ...quiet, ...flags], { cwd: folder });
}
