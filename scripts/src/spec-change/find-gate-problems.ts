import { readChangesets } from "@changesets/read";
import { changesetFolder } from "./git-base.ts";
import { ownChangesets } from "./own-changesets.ts";
import type { ChangePlan } from "./plan-change.ts";
import { isLower } from "./plan-releases.ts";

const run = "Run `pnpm spec:change`.";

/**
 * Checks whether a spec change has the required changeset, and whether its breaking changes are
 * accepted.
 *
 * @param folder the root of the repository
 * @returns one message per problem, each with a remedy, or an empty array
 */
export async function findGateProblems(folder: string, plan: ChangePlan): Promise<string[]> {
  const wanted = plan.changeset?.name;
  const problems = ownChangesets(folder, plan.base)
    .filter((name) => name !== wanted)
    .map((name) => `${changesetFolder}/${name} belongs to another state of the spec. ${run}`);
  if (wanted !== undefined) problems.push(...(await problemsOfChangeset(folder, wanted, plan)));
  for (const { message, pointer, rule } of plan.unaccepted) {
    problems.push(
      `Breaking and not accepted: ${message} [${rule} ${pointer}] If it is meant, run \`pnpm spec:change --accept "REASON"\`.`,
    );
  }
  return problems;
}

async function problemsOfChangeset(
  folder: string,
  wanted: string,
  { releases }: ChangePlan,
): Promise<string[]> {
  const changesets = await readChangesets(folder);
  const found = changesets.find(({ id }) => `${id}.md` === wanted);
  if (!found) return [`The spec changed, and ${changesetFolder}/${wanted} is missing. ${run}`];
  return releases.flatMap(({ name, bump }) => {
    const type = found.releases.find((release) => release.name === name)?.type ?? "none";
    if (!isLower(type, bump)) return [];
    return [
      `${changesetFolder}/${wanted} gives ${name} ${type === "none" ? "no bump" : `the bump ${type}`}, and the spec change requires ${bump}. ${run}`,
    ];
  });
}
