// Rehearses a release against a registry on this machine: bumps the versions, builds, publishes, and
// installs the published packages as a user would. Nothing leaves the machine, and this repository does
// not change.
import { join } from "node:path";
import { checkConsumer } from "./release/check-consumer.ts";
import { checkMixedVersions } from "./release/check-mixed-versions.ts";
import { checkPublished } from "./release/check-published.ts";
import { startLocalRegistry } from "./release/local-registry.ts";
import { releaseSpecChange } from "./release/release-spec-change.ts";
import { checkSnapshot } from "./release/check-snapshot.ts";
import {
  addChangeset,
  bumpVersions,
  copyForRelease,
  publish,
  publishSnapshot,
} from "./release/steps.ts";
import { withTemporaryFolder } from "./repository.ts";

let failures = 0;

/** Runs one step and prints its result. A step that returns problems has failed. */
async function step(title: string, run: () => Promise<readonly string[] | void>): Promise<void> {
  const start = performance.now();
  const problems = (await run()) ?? [];
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`  ${problems.length === 0 ? "✓" : "✗"} ${title} (${seconds} s)`);
  for (const problem of problems) console.log(`      ${problem.replaceAll("\n", "\n      ")}`);
  failures += problems.length;
}

await withTemporaryFolder(async (folder) => {
  await using registry = await startLocalRegistry(join(folder, "registry"));
  const copy = join(folder, "copy");
  await step("copy the repository", () => copyForRelease(copy, registry));

  let first = new Map<string, string>() as Awaited<ReturnType<typeof bumpVersions>>;
  await step("bump the versions", async () => void (first = await bumpVersions(copy)));
  await step("build and publish", () => publish(copy));
  await step("look into what was published", () => checkPublished(registry, first));
  await step("install all packages, typecheck and run", () =>
    checkConsumer(join(folder, "consumer"), registry, first),
  );

  await step("publish a snapshot of a change", async () =>
    checkSnapshot(
      join(folder, "snapshot"),
      registry,
      first,
      await publishSnapshot(copy, "@sandboxes/client"),
    ),
  );

  let second = first;
  await step("publish a fix of one package", async () => {
    await addChangeset(copy, "@sandboxes/server", "patch");
    second = await bumpVersions(copy);
    await publish(copy);
    return await checkMixedVersions(join(folder, "mixed"), registry, first, second);
  });

  await step("remove a field from the spec, publish, and compile a program that reads it", () =>
    releaseSpecChange(copy, join(folder, "spec-change"), registry, second),
  );
});
console.log(failures === 0 ? "The release can be published." : `${failures} problems`);
process.exitCode = failures === 0 ? 0 : 1;
