import type { ApiDocument } from "@sandboxes/codegen/in-memory";
import type { JudgedChange } from "./change.ts";
import { type JudgedFinding, judgeChanges } from "./judge-changes.ts";
import { SchemaPairs } from "./schema/pair-schemas.ts";
import { valueJudge } from "./values/judge.ts";
import { ChangeLog } from "./walk/change-log.ts";
import { compareDocuments } from "./walk/compare-document.ts";

/** Two documents and the differences between them. */
export interface Findings {
  old: ApiDocument;
  new: ApiDocument;
  changes: readonly (JudgedChange & { findings: readonly JudgedFinding[] })[];
}

/** Finds and judges every change, except for verdicts that need the compiler. */
export function findChanges(old: ApiDocument, now: ApiDocument): Findings {
  const pairs = new SchemaPairs(old, now, valueJudge(old, now));
  const log = new ChangeLog(pairs);
  compareDocuments(log, old, now);
  return { old, new: now, changes: judgeChanges(log.changes, old, now) };
}
