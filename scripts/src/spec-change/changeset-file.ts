import { createHash } from "node:crypto";
import type { Change } from "@sandboxes/openapi-diff";
import { type AcceptedBreak, acceptanceOf } from "./accepted-breaks.ts";
import type { ConsumerTerms } from "./consumer-terms.ts";
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

interface Section {
  readonly heading: string;
  isIn(change: Change): boolean;
}

const sections: readonly Section[] = [
  {
    heading: "Breaking:",
    isIn: ({ wire, types }) =>
      types === "breaking" && (wire === "breaking" || wire === "potential"),
  },
  {
    heading: "Breaking for requests and responses only. The types do not show it:",
    isIn: ({ wire, types }) => wire === "breaking" && types !== "breaking",
  },
  {
    heading: "Breaking for code only. Requests and responses stay the same:",
    isIn: ({ wire, types }) => types === "breaking" && wire !== "breaking" && wire !== "potential",
  },
  {
    heading: "Behaviour that may affect you:",
    isIn: ({ wire, types }) => wire === "potential" && types !== "breaking",
  },
  {
    heading: "New or relaxed. What worked before keeps working:",
    isIn: ({ wire, types }) => types !== "breaking" && (wire === "compatible" || wire === "none"),
  },
];

/** Sentences that the heading of the last section already says. */
const saidByHeading = [
  "Requests that were valid stay valid.",
  "Code that reads the old response keeps working.",
  "Code that does not call it stays the same.",
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
  terms: ConsumerTerms,
): string {
  const head = releases.map(({ name, bump }) => `"${name}": ${bump}`).join("\n");
  const parts = sections.flatMap(({ heading, isIn }) => {
    const found = changes.filter(isIn);
    if (found.length === 0) return [];
    const isLast = heading === sections.at(-1)?.heading;
    const items = found.map((change) => {
      const reason = acceptanceOf(change, accepted)?.reason;
      const message = isLast ? withoutSentences(change.message, saidByHeading) : change.message;
      return item(message, change.operations, terms, reason);
    });
    return [`${heading}\n\n${items.join("\n")}`];
  });
  const documentation = changes.filter(
    ({ wire, types }) => wire === "documentation" && types !== "breaking",
  );
  return `---\n${head}\n---\n\n${[title(changes), ...parts, ...describe(documentation, terms)].join("\n\n")}\n`;
}

function title(changes: readonly Change[]): string {
  if (changes.every(({ wire, types }) => wire === "documentation" && types === "none"))
    return "The description of the API changes.";
  return "The API changes.";
}

function item(
  message: string,
  operations: readonly string[],
  terms: ConsumerTerms,
  reason?: string,
): string {
  const names = operations.map((operation) => `\`${terms.methodOf(operation)}\``);
  const many = operations.length > 5 ? ` (${operations.length} operations)` : "";
  const affected =
    operations.length > 0 && operations.length <= 5 ? ` (${names.join(", ")})` : many;
  const why = reason === undefined ? "" : ` Reason: ${reason}`;
  // Changesets puts the text into a list, where a line break would end the item.
  return `- ${message}${affected}${why}`.replaceAll(/\s+/g, " ");
}

function withoutSentences(message: string, sentences: readonly string[]): string {
  return sentences.reduce((text, sentence) => text.replace(sentence, ""), message).trim();
}

/**
 * Describes changes of descriptions and examples. A new description of a field or a parameter can change
 * its meaning without any other sign, so it is shown. The others are named in one line.
 */
function describe(changes: readonly Change[], terms: ConsumerTerms): string[] {
  if (changes.length === 0) return [];
  const shown = changes.filter(isOfField);
  const items = [...merged(shown, terms)];
  const others = changes.filter((change) => !shown.includes(change)).map(placeOf);
  if (others.length > 0)
    items.push(
      `- ${shown.length > 0 ? "Also described anew" : "Described anew"}: ${[...new Set(others)].join(", ")}.`,
    );
  return [`Documentation. Read what it says of the parts that you use:\n\n${items.join("\n")}`];
}

function isOfField({ rule, pointer }: Change): boolean {
  return (
    rule === "description-changed" &&
    /\/(?:properties\/[^/]+|parameters\/[^/]+)\/description$/.test(pointer)
  );
}

/** Fields with the same text before and after are one item. */
function merged(changes: readonly Change[], terms: ConsumerTerms): string[] {
  const places = new Map<string, string[]>();
  for (const change of changes) {
    const { before, after } = terms.descriptionsOf(change);
    const texts = [
      ...(before === undefined ? [] : [`It said: \u201c${before}\u201d`]),
      after === undefined ? "It has no description now." : `It now says: \u201c${after}\u201d`,
    ].join(" ");
    places.set(texts, [...(places.get(texts) ?? []), placeOf(change)]);
  }
  return [...places].map(([texts, names]) => `- ${names.join(" and ")}. ${texts}`);
}

/** Returns the place of a change, which its message begins with. */
function placeOf({ message }: Change): string {
  const [place = ""] = message.split(/ (?:has|have|no longer|now) /);
  return place.replace(/^The /, "the ");
}
