import type { ApiDocument } from "@sandboxes/codegen/in-memory";
import type { JudgedChange } from "./change.ts";
import { placeName } from "./place-name.ts";
import { Pointers, pointerText } from "./pointers.ts";
import { type Rule, type WireVerdict, verdicts, wireVerdicts } from "./rules/rule.ts";
import { ruleOf } from "./rules/rules.ts";
import { type RawChange, theOperations } from "./walk/change-log.ts";

/** A change in one direction, with its rule. */
export interface JudgedFinding {
  rule: Rule;
  change: RawChange;
}

/** The findings with one cause. */
interface Cause {
  pointer: string;
  place: string;
  findings: JudgedFinding[];
}

/**
 * Assigns a rule, a location and a message to every change. A change in both directions is reported
 * once, with the worse of the two verdicts.
 */
export function judgeChanges(
  raw: readonly RawChange[],
  old: ApiDocument,
  now: ApiDocument,
): (JudgedChange & { findings: readonly JudgedFinding[] })[] {
  const pointers = new Pointers(old, now);
  const causes = new Map<string, Cause>();
  for (const change of raw) {
    const rule = ruleOf(change.rule, change.way);
    const segments = pointers.segments(change.place) ?? [];
    const pointer = pointerText(segments);
    const document = change.place.side === "old" ? old : now;
    const key = `${change.place.side} ${pointer} ${rule.family} ${change.way ? change.what : ""} ${change.way ?? rule.id}`;
    const joint = change.way ? key.replace(/ (request|response)$/, "") : key;
    const cause = causes.get(joint);
    if (cause) cause.findings.push({ rule, change });
    else
      causes.set(joint, {
        pointer,
        place: placeName(document, segments),
        findings: [{ rule, change }],
      });
  }
  return withoutShadows([...causes.values()])
    .map(changeOf)
    .filter((change) => !isSilent(change))
    .sort(inOrder);
}

/**
 * Drops duplicates of a change under another rule. For example, a removed property is reported as
 * required in responses and as removed in requests.
 */
function withoutShadows(causes: readonly Cause[]): Cause[] {
  const byKey = new Map<string, Cause>();
  const kept: Cause[] = [];
  for (const cause of causes) {
    const [{ rule }] = cause.findings as [JudgedFinding];
    const guise = guises.find((families) => families.includes(rule.family));
    const key = guise ? `${cause.pointer} ${guise[0]}` : undefined;
    const twin = key === undefined ? undefined : byKey.get(key);
    if (twin) twin.findings.push(...cause.findings);
    else {
      kept.push(cause);
      if (key !== undefined) byKey.set(key, cause);
    }
  }
  return kept;
}

/** Families that can report the same edit under different conditions. */
const guises: readonly (readonly string[])[] = [
  [
    "property-removed",
    "property-forbidden",
    "required-property-removed",
    "optional-property-removed",
  ],
  ["became-not-read-only", "became-not-write-only", "property-became-required"],
  ["parameter-default-added", "default-added"],
  ["parameter-default-changed", "default-changed"],
  ["parameter-default-removed", "default-removed"],
  ["type-changed", "type-narrowed", "type-widened"],
  ["values-changed", "values-rejected", "values-accepted"],
];

function changeOf({
  pointer,
  place,
  findings,
}: Cause): JudgedChange & { findings: readonly JudgedFinding[] } {
  const sorted = [...findings].sort((a, b) => severity(b) - severity(a));
  const [first] = sorted as [JudgedFinding];
  const operations = new Set(sorted.flatMap(({ change }) => [...change.operations]));
  return {
    rule: first.rule.id,
    pointer,
    wire: wireOf(first),
    types: worst(
      verdicts,
      sorted.map(({ rule, change }) => {
        if (change.isHidden) return "none";
        return rule.types === "compiler" ? "breaking" : rule.types;
      }),
    ),
    tests: worst(verdicts, sorted.map(testsOf)),
    message: messageOf(place, sorted),
    operations: [...operations],
    row: first.rule.row,
    isUnused: sorted.every(({ change }) => change.isUnused === true),
    isPart: sorted.every(({ change }) => change.isPart === true),
    findings: sorted,
  };
}

/** A schema that no operation uses has no direction. */
function wireOf({ rule, change }: JudgedFinding): WireVerdict {
  return change.isUnused && rule.wire !== "documentation" ? "none" : rule.wire;
}

function testsOf({ rule, change }: JudgedFinding): Rule["tests"] {
  return change.isUnused ? "none" : rule.tests;
}

function severity(finding: JudgedFinding): number {
  const types = finding.rule.types === "breaking" ? 0.5 : 0;
  return wireVerdicts.indexOf(wireOf(finding)) + types;
}

function messageOf(place: string, findings: readonly JudgedFinding[]): string {
  const [first] = findings as [JudgedFinding];
  const { what } = first.change;
  const isWhole = /^`[^`]*` (was|were|and) /.test(what) || what.includes(theOperations);
  const sentence = `${isWhole ? "" : `${place} `}${what}.`.replace(
    theOperations,
    namesOf(findings.flatMap(({ change }) => [...change.operations])),
  );
  const start = sentence.charAt(0).toUpperCase() + sentence.slice(1);
  if (first.change.isHidden && first.rule.wire !== "documentation")
    return `${start} The ${first.change.way} never holds it, so nobody is affected.`;
  if (first.change.isUnused && first.rule.wire !== "documentation") {
    const why = first.change.isPart ? "Bodies stay the same." : "No operation uses the schema.";
    return `${start} ${why} Only code that imports its type is affected.`;
  }
  const sent = findings.filter(({ change }) => !change.isHidden);
  const ways = new Set(sent.map(({ change }) => change.way).filter((way) => way !== undefined));
  if (ways.size < 2) return `${start} ${first.rule.advice}`;
  const advice = new Map<string, string>();
  for (const { rule, change } of sent)
    if (change.way && !advice.has(change.way))
      advice.set(change.way, `In ${change.way}s: ${lower(rule.advice)}`);
  return `${start} ${[...advice.values()].join(" ")}`;
}

/** Names the first of some operations, and counts the others. */
function namesOf(operations: readonly string[]): string {
  const [first, ...others] = new Set(operations);
  const more = `${others.length} other operation${others.length === 1 ? "" : "s"}`;
  return others.length === 0 ? `\`${first}\`` : `\`${first}\` and ${more}`;
}

function lower(text: string): string {
  return /^[A-Z]{2}|^`/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

/** Returns whether a change affects nobody: one of a part that leaves its type usable. */
export function isSilent({ isPart, types }: JudgedChange): boolean {
  return isPart && types !== "breaking";
}

/** Returns the worst of the verdicts, or the best possible one when there are none. */
export function worst<Verdict extends string>(
  scale: readonly [Verdict, ...Verdict[]],
  found: readonly Verdict[],
): Verdict {
  const index = Math.max(0, ...found.map((verdict) => scale.indexOf(verdict)));
  return scale[index] ?? scale[0];
}

function inOrder(one: JudgedChange, other: JudgedChange): number {
  return (
    wireVerdicts.indexOf(other.wire) - wireVerdicts.indexOf(one.wire) ||
    verdicts.indexOf(other.types) - verdicts.indexOf(one.types) ||
    (one.pointer < other.pointer ? -1 : one.pointer > other.pointer ? 1 : 0) ||
    (one.rule < other.rule ? -1 : 1)
  );
}
