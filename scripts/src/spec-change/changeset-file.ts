import { createHash } from "node:crypto";
import type { Change } from "@sandboxes/openapi-diff";
import { type AcceptedBreak, acceptanceOf } from "./accepted-breaks.ts";
import type { Release } from "./plan-releases.ts";

/** Matches the file names that `pnpm spec:change` writes. */
export const ownName: RegExp = /^spec-[0-9a-f]{12}\.md$/;

/**
 * Returns the file name of the changeset for a spec.
 *
 * @param old the text of the old spec. It is part of the name, so that a later revert gets another name
 * @param now the text of the spec
 */
export function changesetName(old: string, now: string): string {
  const hash = createHash("sha256").update(old).update("\0").update(now).digest("hex");
  return `spec-${hash.slice(0, 12)}.md`;
}

const sections: readonly [heading: string, isIn: (change: Change) => boolean][] = [
  [
    "Breaking:",
    ({ wire, types }) => types === "breaking" && (wire === "breaking" || wire === "potential"),
  ],
  [
    "Breaking for requests and responses only. The types do not show it:",
    ({ wire, types }) => wire === "breaking" && types !== "breaking",
  ],
  [
    "Breaking for code only. Requests and responses stay the same:",
    ({ wire, types }) => types === "breaking" && wire !== "breaking" && wire !== "potential",
  ],
  [
    "Behaviour that may affect you:",
    ({ wire, types }) => wire === "potential" && types !== "breaking",
  ],
  [
    "New or relaxed:",
    ({ wire, types }) => types !== "breaking" && (wire === "compatible" || wire === "none"),
  ],
  ["Documentation:", ({ wire, types }) => wire === "documentation" && types !== "breaking"],
];

/**
 * Writes the text of a changeset: the packages with their bumps, and what changed for their users.
 *
 * @param accepted the accepted breaks, whose reasons are part of the text
 */
export function changesetText(
  releases: readonly Release[],
  changes: readonly Change[],
  accepted: readonly AcceptedBreak[],
): string {
  const head = releases.map(({ name, bump }) => `"${name}": ${bump}`).join("\n");
  const parts = sections.flatMap(([heading, isIn]) => {
    const found = changes.filter(isIn);
    if (found.length === 0) return [];
    const items = found.map((change) => item(change, acceptanceOf(change, accepted)));
    return [`${heading}\n\n${items.join("\n")}`];
  });
  return `---\n${head}\n---\n\n${title(changes)}\n\n${parts.join("\n\n")}\n`;
}

function title(changes: readonly Change[]): string {
  if (changes.every(({ wire, types }) => wire === "documentation" && types === "none"))
    return "The description of the API changes.";
  return "The API changes.";
}

function item({ message, operations }: Change, accepted: AcceptedBreak | undefined): string {
  const affected =
    operations.length > 0 && operations.length <= 5 ? ` (${operations.join(", ")})` : "";
  const many = operations.length > 5 ? ` (${operations.length} operations)` : "";
  const reason = accepted ? ` Reason: ${accepted.reason}` : "";
  // Changesets puts the text into a list, where a line break would end the item.
  return `- ${message}${affected}${many}${reason}`.replaceAll(/\s+/g, " ");
}
