import type { Bumps } from "../bumps/policy.ts";
import type { Use } from "../consumers/use.ts";
import type { Change, Comparison } from "../change.ts";

/** The maximum number of operations to list for a change. */
const mostNamed = 3;

const headings: readonly [wire: Change["wire"], heading: string][] = [
  ["breaking", "Breaking on the wire"],
  ["potential", "Potentially breaking on the wire"],
  ["compatible", "Compatible on the wire"],
  ["none", "Not on the wire"],
  ["documentation", "Documentation"],
];

/** Formats a comparison for a terminal. */
export function textReport({ wire, types, tests, bumps, changes, otherUses }: Comparison): string {
  if (changes.length === 0) return "No change.\n";
  const sections = headings.flatMap(([verdict, heading]) => {
    const found = changes.filter((change) => change.wire === verdict);
    return found.length === 0
      ? []
      : [`${heading} (${found.length})\n\n${found.map(entry).join("\n")}`];
  });
  if (otherUses)
    sections.push(
      `Errors of no known cause (${otherUses.length})\n\n${otherUses.map(useText).join("\n")}\n`,
    );
  const verdict = `Wire: ${wire}. Types: ${types}. Tests: ${tests}.`;
  return `${sections.join("\n")}\n${verdict}\n${bumpText(bumps)}\n`;
}

function entry({ rule, pointer, types, tests, message, operations, uses }: Change): string {
  const effects = [
    types === "breaking" ? "breaks types" : "",
    tests === "breaking" ? "breaks tests" : "",
  ].filter((effect) => effect !== "");
  const lines = [
    `  ${message}`,
    `    ${pointer === "" ? "/" : pointer}  [${rule}]${effects.length > 0 ? `  ${effects.join(", ")}` : ""}`,
    ...(operations.length > 0 ? [`    affects ${named(operations)}`] : []),
    ...(uses ?? []).map(useText),
  ];
  return `${lines.join("\n")}\n`;
}

/** Returns a location in a program as one line. */
function useText({ file, line, column, code, kind, reason }: Use): string {
  return `    ${kind === "error" ? "breaks" : "uses"} ${file}:${line}:${column}  ${code}  (${reason})`;
}

/** Returns a list of operations for a message. */
export function named(operations: readonly string[]): string {
  const shown = operations.slice(0, mostNamed).join(", ");
  const more = operations.length - mostNamed;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** Returns the bumps as one line. */
export function bumpText(bumps: Bumps): string {
  return `Bumps: types ${bumps.types}, client ${bumps.client}, test utilities ${bumps.testUtils}.`;
}
