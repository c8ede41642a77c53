import { join } from "node:path";
import type { LocalRegistry } from "./local-registry.ts";
import { type Versions, installConsumer } from "./steps.ts";

/** The packages that a user's test combines. */
const client = "@sandboxes/client";
const testUtils = "@sandboxes/test-utils";

/**
 * Checks that packages of different releases cannot be combined: npm installs the client and the test
 * utilities of one release, and rejects those of two.
 *
 * @returns one message per problem
 */
export async function checkMixedVersions(
  folder: string,
  registry: LocalRegistry,
  first: Versions,
  second: Versions,
): Promise<string[]> {
  const cases = [
    { title: "of the first release", client: first, testUtils: first, fits: true },
    { title: "of the second release", client: second, testUtils: second, fits: true },
    { title: "with a newer client", client: second, testUtils: first, fits: false },
    { title: "with an older client", client: first, testUtils: second, fits: false },
  ];
  const problems: string[] = [];
  for (const [index, { title, fits, ...from }] of cases.entries()) {
    const dependencies = {
      [client]: from.client.get(client)!,
      [testUtils]: from.testUtils.get(testUtils)!,
    };
    const { code, output } = await installConsumer(
      join(folder, String(index)),
      registry,
      dependencies,
      "--package-lock-only",
    );
    const versions = Object.values(dependencies).join(" and ");
    if (fits && code !== 0) problems.push(`${title}: npm does not install ${versions}\n${output}`);
    if (!fits && code === 0) problems.push(`${title}: npm installs ${versions}, which do not fit`);
    if (!fits && code !== 0 && !output.includes("ERESOLVE")) {
      problems.push(`${title}: npm refuses ${versions} for another reason\n${output}`);
    }
  }
  return problems;
}
