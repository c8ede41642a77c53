import type { SchemaValue } from "@sandboxes/codegen/in-memory";
import type { Finding, Place, SchemaNode, Way } from "./finding.ts";
import type { ViewReader } from "./view-reader.ts";

/** Decides with values whether two schemas differ. */
export type ValueJudge = (node: SchemaNode) => Judged;

/** What values showed: how the schemas differ, that they do not, or nothing. */
export type Judged = Pick<Finding, "family" | "what"> | "same" | "unknown";

/** What all comparisons of schemas share. */
export interface Pairing {
  readonly old: ViewReader;
  readonly new: ViewReader;
  readonly judge: ValueJudge;
  /** Whether two schemas mean the same in both directions. Annotations do not count. */
  areSame(old: SchemaValue, now: SchemaValue): boolean;
}

/** What a comparison of two schemas adds to its node. */
export interface Comparison {
  readonly node: SchemaNode;
  readonly pairs: Pairing;
  add(family: string, place: Place, what: string): void;
  /** Compares two schemas that belong to those of the node. */
  child(old: SchemaValue, now: SchemaValue, way?: Way): void;
}
