import type { SchemaValue } from "@sandboxes/codegen/in-memory";
import type { Findings } from "../find-changes.ts";
import type { JudgedFinding } from "../judge-changes.ts";
import { isSilent, worst } from "../judge-changes.ts";
import { type Verdict, verdicts } from "../rules/rule.ts";
import type { Way } from "../schema/finding.ts";
import { checkProbes } from "./check-probes.ts";
import type { Probe } from "./probe-documents.ts";

/**
 * Lets the TypeScript compiler judge the changes in schemas. The compiler decides where a
 * rule leaves the verdict to it, and it can override the verdict `compatible`.
 */
export async function judgeTypes(findings: Findings): Promise<Findings> {
  const probes = new ProbeList();
  for (const { findings: parts } of findings.changes)
    for (const part of parts) if (isForCompiler(part)) probes.add(part);
  if (probes.list.length === 0) return findings;
  const found = await checkProbes(findings.old, findings.new, probes.list);
  if (!found) return findings;
  const verdictOf = (part: JudgedFinding): Verdict => {
    const { types } = part.rule;
    if (part.change.isHidden) return "none";
    if (!isForCompiler(part)) return types === "compiler" ? "breaking" : types;
    const compiled = found[probes.indexOf(part)] ?? "breaking";
    if (types === "compiler") return compiled;
    // Code that handles the alternative breaks, unless its type is also that of another one.
    if (types === "breaking") return compiled === "none" ? "none" : "breaking";
    // Another change of the same schema may cause the error.
    return compiled === "breaking" && !isExplained(part, findings) ? "breaking" : types;
  };
  const changes = findings.changes.map((change) => ({
    ...change,
    types: worst(verdicts, change.findings.map(verdictOf)),
  }));
  return { ...findings, changes: changes.filter((change) => !isSilent(change)) };
}

function isForCompiler({ rule, change }: JudgedFinding): boolean {
  if (change.isHidden) return false;
  if (change.pair === undefined) return false;
  return (
    rule.types !== "none" && (rule.types !== "breaking" || rule.family === "alternative-removed")
  );
}

/** Returns whether an operation of the change has a schema that a rule calls breaking in the same direction. */
function isExplained({ change }: JudgedFinding, { changes }: Findings): boolean {
  return changes.some(({ findings }) =>
    findings.some(
      ({ rule, change: other }) =>
        other.way === change.way &&
        (rule.types === "breaking" || rule.types === "compiler") &&
        (other.operations.size === 0 ||
          [...other.operations].some((operation) => change.operations.has(operation))),
    ),
  );
}

/** Pairs of schemas, each once. */
class ProbeList {
  readonly list: Probe[] = [];
  readonly #indexes = new Map<SchemaValue, Map<SchemaValue, Map<Way, number>>>();

  add({ change: { pair, way = "response" } }: JudgedFinding): void {
    if (!pair || this.#find(pair.old, pair.new, way) !== undefined) return;
    const byNew = this.#indexes.get(pair.old) ?? new Map<SchemaValue, Map<Way, number>>();
    const byWay = byNew.get(pair.new) ?? new Map<Way, number>();
    this.#indexes.set(pair.old, byNew);
    byNew.set(pair.new, byWay);
    byWay.set(way, this.list.length);
    this.list.push({ ...pair, way });
  }

  indexOf({ change: { pair, way = "response" } }: JudgedFinding): number {
    return pair ? (this.#find(pair.old, pair.new, way) ?? -1) : -1;
  }

  #find(old: SchemaValue, now: SchemaValue, way: Way): number | undefined {
    return this.#indexes.get(old)?.get(now)?.get(way);
  }
}
