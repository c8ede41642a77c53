import { textReport } from "@sandboxes/openapi-diff";
import { sameVersion } from "../packages/import-table.ts";
import type { ChangePlan } from "./plan-change.ts";

/** Describes a spec change: the breaking changes, who is affected, and the bump of each package. */
export function explainPlan(plan: ChangePlan): string {
  const { comparison, releases, unaccepted, accepted } = plan;
  if (comparison.changes.length === 0) return "The API does not change. No changeset is needed.\n";
  return [
    // This explanation replaces the report's bumps by kind of package.
    textReport(comparison).replace(/^Bumps: .*\n/m, ""),
    whoGetsWhat(releases),
    ...accepted.map(({ rule, pointer, reason }) => `Accepted: ${rule} ${pointer}: ${reason}\n`),
    ...(unaccepted.length === 0
      ? []
      : [
          `${count(unaccepted.length, "breaking change is", "breaking changes are")} not accepted, so \`pnpm lint\` fails. Undo ${unaccepted.length === 1 ? "it" : "them"}, or run \`pnpm spec:change --accept "REASON"\`.\n`,
        ]),
  ].join("\n");
}

function whoGetsWhat(releases: ChangePlan["releases"]): string {
  if (releases.length === 0) {
    return "No changeset: no package that changes has a published version. Its first changeset describes the package as it is then.\n";
  }
  const lines = releases.map(({ name, bump }) => `  ${name}: ${bump}`).join("\n");
  const group = new Set(sameVersion.map((name) => `@sandboxes/${name}`));
  const together = releases.filter(({ name }) => group.has(name));
  const note =
    together.length > 0
      ? `\n  ${sameVersion.join(", ")} have one version, so all of them get the highest of their bumps.`
      : "";
  return `Bumps\n${lines}${note}\n`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
