import type { JsonObject, SchemaValue } from "@sandboxes/codegen/in-memory";

/** One of the two documents. */
export type Side = "old" | "new";

/** The location of a change: a path that starts at an object of one of the documents. */
export interface Place {
  side: Side;
  at: JsonObject;
  path: readonly string[];
}

/** A change in one direction. */
export interface Finding {
  /** The family. Together with the direction it identifies the rule. */
  family: string;
  place: Place;
  /** The end of a sentence that starts with the name of the location, such as ``no longer accepts `red` ``. */
  what: string;
  /** The schemas that differ, for the compiler to judge. */
  pair?: { old: SchemaValue; new: SchemaValue };
}

/** The direction in which a value is sent. */
export type Way = "request" | "response";

/** The serialization of a value. JSON distinguishes types. In the others every value is text. */
export type Carrier = "json" | "text";

/** Two schemas that are compared once, however many references they have. */
export interface SchemaNode {
  old: SchemaValue;
  new: SchemaValue;
  way: Way;
  carrier: Carrier;
  findings: Finding[];
  children: SchemaNode[];
  /** Changes of read-only properties in requests and of write-only ones in responses: nobody sends them. */
  hidden: Finding[];
  hiddenChildren: (readonly [old: SchemaValue, now: SchemaValue])[];
}
