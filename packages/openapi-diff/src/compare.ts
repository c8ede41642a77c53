import { type ApiDocument, inspectDocument } from "@sandboxes/codegen/in-memory";
import { type BumpPolicy, type Stage, bumpsFor } from "./bumps/policy.ts";
import type { Comparison } from "./change.ts";
import { worst } from "./judge-changes.ts";
import { type Findings, findChanges } from "./find-changes.ts";
import { verdicts, wireVerdicts } from "./rules/rule.ts";

/** Options for `compare`. */
export interface CompareOptions {
  /**
   * Whether to generate the types of both documents and let the TypeScript compiler judge them.
   * Otherwise, changes that only the compiler can judge count as breaking.
   *
   * @default true
   */
  types?: boolean;
  /**
   * The stage of the packages: `pre1` before version 1.0.
   *
   * @default "post1"
   */
  stage?: Stage;
  /**
   * Folders of programs to check against the new types. Each change then lists the affected code.
   *
   * @default none
   */
  consumers?: readonly string[];
  /** Entries that replace the default policy's entries with the same `change`. */
  policy?: BumpPolicy;
}

/**
 * Compares two OpenAPI documents.
 *
 * @param old the old document, or its path or `file:` URL
 * @param now the new document, likewise
 * @returns every change with its verdicts, the worst first; the same input gives the same output
 * @throws {DocumentError} when a file is missing or is not an OpenAPI document
 * @throws {InputError} when a consumer folder has no programs
 * @example
 * const { wire, changes } = await compare("before.yaml", "after.yaml");
 * if (wire === "breaking") console.error(changes.map(({ message }) => message).join("\n"));
 */
export async function compare(
  old: string | ApiDocument,
  now: string | ApiDocument,
  options: CompareOptions = {},
): Promise<Comparison> {
  const findings = await judge(old, now, options);
  const comparison = summary(findings.changes, options);
  const { consumers = [] } = options;
  if (consumers.length === 0) return comparison;
  const { findUses } = await import("./consumers/find-uses.ts");
  const { byChange, others } = await findUses(
    consumers,
    findings.old,
    findings.new,
    comparison.changes,
  );
  return {
    ...comparison,
    changes: comparison.changes.map((change, index) => ({
      ...change,
      uses: byChange.get(index) ?? [],
    })),
    ...(others.length > 0 ? { otherUses: others } : {}),
  };
}

/** Compares two documents, and keeps the additional data of each change for internal use. */
async function judge(
  old: string | ApiDocument,
  now: string | ApiDocument,
  { types = true }: CompareOptions = {},
): Promise<Findings> {
  const before = typeof old === "string" ? inspectDocument(old) : old;
  const after = typeof now === "string" ? inspectDocument(now) : now;
  const findings = findChanges(before, after);
  if (!types) return findings;
  const { judgeTypes } = await import("./types/judge-types.ts");
  return await judgeTypes(findings);
}

/** Returns the changes with their worst verdicts and the resulting bumps. */
function summary(
  changes: Findings["changes"],
  { stage = "post1", policy = [] }: CompareOptions = {},
): Comparison {
  return {
    wire: worst(
      wireVerdicts,
      changes.map(({ wire }) => wire),
    ),
    types: worst(
      verdicts,
      changes.map(({ types }) => types),
    ),
    tests: worst(
      verdicts,
      changes.map(({ tests }) => tests),
    ),
    bumps: bumpsFor(changes, stage, policy),
    changes: changes.map(({ rule, pointer, wire, types, tests, message, operations }) => ({
      rule,
      pointer,
      wire,
      types,
      tests,
      message,
      operations,
    })),
  };
}
