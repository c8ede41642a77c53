import type { SchemaValue } from "@sandboxes/codegen/in-memory";
import type { Finding, Place, SchemaNode, Way } from "./finding.ts";
import type { ViewReader } from "./view/view-reader.ts";

/** Decides with sample values whether two schemas differ. */
export type ValueJudge = (node: SchemaNode) => Judged;

/** The result of the sample values: a difference, equality, or no result. */
export type Judged = Pick<Finding, "family" | "what"> | "same" | "unknown";

/** The context of all schema comparisons. */
export interface Pairing {
  readonly old: ViewReader;
  readonly new: ViewReader;
  readonly judge: ValueJudge;
  /** Returns whether two schemas are equivalent in both directions. Ignores annotations. */
  areSame(old: SchemaValue, now: SchemaValue): boolean;
}

/** A comparison of two schemas, which adds its results to a node. */
export interface Comparison {
  readonly node: SchemaNode;
  readonly pairs: Pairing;
  add(family: string, place: Place, what: string): void;
  /** Adds a change of a property that is never sent in this direction. */
  addHidden(family: string, place: Place, what: string): void;
  /** Compares two subschemas of the node's schemas. */
  child(old: SchemaValue, now: SchemaValue, way?: Way): void;
}
