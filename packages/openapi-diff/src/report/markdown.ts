import type { Change, Comparison } from "../change.ts";
import { bumpText, named } from "./text.ts";

/** The maximum number of changes in a section before the rest is folded. */
const mostShown = 20;

interface Section {
  heading: string;
  isIn: (change: Change) => boolean;
}

const sections: readonly Section[] = [
  { heading: "Breaking", isIn: ({ wire, types }) => wire === "breaking" && types === "breaking" },
  {
    heading: "Breaking on the wire only: the types do not show it",
    isIn: ({ wire, types }) => wire === "breaking" && types !== "breaking",
  },
  {
    heading: "Breaking for code that uses the types",
    isIn: ({ wire, types }) => wire !== "breaking" && types === "breaking",
  },
  {
    heading: "Potentially breaking on the wire",
    isIn: ({ wire, types }) => wire === "potential" && types !== "breaking",
  },
  {
    heading: "Compatible",
    isIn: ({ wire, types }) => (wire === "compatible" || wire === "none") && types !== "breaking",
  },
  {
    heading: "Documentation",
    isIn: ({ wire, types }) => wire === "documentation" && types !== "breaking",
  },
];

/** Writes a comparison as Markdown, for a comment on a pull request. */
export function markdownReport({ wire, types, tests, bumps, changes }: Comparison): string {
  if (changes.length === 0) return "### API changes\n\nNone.\n";
  const verdict = `| wire | types | tests |\n| --- | --- | --- |\n| ${wire} | ${types} | ${tests} |`;
  const parts = sections.flatMap(({ heading, isIn }) => {
    const found = changes.filter(isIn);
    return found.length === 0 ? [] : [section(`#### ${heading} (${found.length})`, found)];
  });
  return `### API changes\n\n${verdict}\n\n${bumpText(bumps)}\n\n${parts.join("\n\n")}\n`;
}

function section(heading: string, changes: readonly Change[]): string {
  const lines = changes.map(line);
  const shown = lines.slice(0, mostShown).join("\n");
  const rest = lines.slice(mostShown);
  if (rest.length === 0) return `${heading}\n\n${shown}`;
  return `${heading}\n\n${shown}\n\n<details><summary>${rest.length} more</summary>\n\n${rest.join("\n")}\n\n</details>`;
}

function line({ rule, message, operations, uses = [] }: Change): string {
  const affected = operations.length > 0 ? ` Affects ${escapeHtml(named(operations))}.` : "";
  const places = uses.map(
    ({ file, line: number, kind, code }) =>
      `\n  - ${kind === "error" ? "breaks" : "uses"} \`${file}:${number}\` \`${code.replaceAll("`", "'")}\``,
  );
  return `- ${escapeHtml(message)}${affected} <sub>${rule}</sub>${places.join("")}`;
}

/** Escapes characters in descriptions that Markdown treats as tags or line breaks. */
function escapeHtml(text: string): string {
  return text.replaceAll(/[\r\n]+/g, " ").replaceAll("<", "&lt;");
}
