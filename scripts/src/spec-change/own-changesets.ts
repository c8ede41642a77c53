import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeAcceptedBreaks } from "./accepted-breaks.ts";
import { ownName } from "./changeset-file.ts";
import { type Base, changesetFolder } from "./git-base.ts";
import type { ChangePlan } from "./plan-change.ts";

/**
 * Lists the changesets that `pnpm spec:change` wrote since the base. Changesets of the base describe
 * earlier, unreleased changes, so they stay.
 *
 * @param folder the root of the repository
 * @returns file names, sorted
 */
export function ownChangesets(folder: string, base: Pick<Base, "changesets">): string[] {
  const path = join(folder, changesetFolder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => ownName.test(name) && !base.changesets.has(name))
    .sort();
}

/**
 * Writes the changeset of a plan, removes its predecessors, and removes accepted breaks that expired.
 *
 * @returns one line for each file that was written or removed
 */
export function applyPlan(folder: string, plan: ChangePlan): string[] {
  const said: string[] = [];
  for (const name of ownChangesets(folder, plan.base)) {
    if (name === plan.changeset?.name) continue;
    rmSync(join(folder, changesetFolder, name));
    said.push(`Removed ${changesetFolder}/${name}.`);
  }
  if (plan.changeset) {
    const { name, text } = plan.changeset;
    writeFileSync(join(folder, changesetFolder, name), text);
    said.push(`Wrote ${changesetFolder}/${name}.`);
  }
  if (plan.hasExpired) {
    writeAcceptedBreaks(folder, plan.accepted);
    said.push("Removed the accepted breaks of earlier releases.");
  }
  return said;
}
