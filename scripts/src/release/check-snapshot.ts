import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LocalRegistry } from "./local-registry.ts";
import { type Versions, installConsumer } from "./steps.ts";

/** Packages that a user installs together. */
const names = ["@sandboxes/client", "@sandboxes/test-utils"];

/**
 * Checks that the tag `snapshot` installs packages of one snapshot, and that `latest` still installs the release.
 *
 * @returns one message per problem
 */
export async function checkSnapshot(
  folder: string,
  registry: LocalRegistry,
  released: Versions,
  snapshot: Versions,
): Promise<string[]> {
  const problems: string[] = [];
  for (const [tag, wanted] of [
    ["snapshot", snapshot],
    ["latest", released],
  ] as const) {
    const consumer = join(folder, tag);
    const dependencies = Object.fromEntries(names.map((name) => [name, tag]));
    const installed = await installConsumer(
      consumer,
      registry,
      dependencies,
      "--package-lock-only",
    );
    if (installed.code !== 0) {
      problems.push(`npm does not install the tag ${tag}\n${installed.output}`);
      continue;
    }
    const { packages } = JSON.parse(
      await readFile(join(consumer, "package-lock.json"), "utf8"),
    ) as {
      packages: Record<string, { version?: string }>;
    };
    for (const [name, version] of wanted) {
      const found = packages[`node_modules/${name}`]?.version;
      if (found !== undefined && found !== version)
        problems.push(`the tag ${tag} installs ${name}@${found}, not ${version}`);
    }
    for (const name of names)
      if (tag === "snapshot" && !/^0\.0\.0-snapshot-\d+$/.test(wanted.get(name) ?? ""))
        problems.push(`${name} has the version ${wanted.get(name)}, which is no snapshot`);
  }
  return problems;
}
