import type { JsonObject, SchemaValue } from "@sandboxes/codegen/in-memory";

/** Which of the two documents something stands in. */
export type Side = "old" | "new";

/** Where a change is: a way that starts at an object of one of the documents. */
export interface Place {
  side: Side;
  at: JsonObject;
  path: readonly string[];
}

/** One change, as it was found for one direction. */
export interface Finding {
  /** Of the rule; with the direction it gives the rule. */
  family: string;
  place: Place;
  /** Sentence part that follows the name of the place, such as ``no longer accepts `red` ``. */
  what: string;
  /** The schemas that differ, for the compiler to judge. */
  pair?: { old: SchemaValue; new: SchemaValue };
}

/** Which way a schema's value travels. */
export type Way = "request" | "response";

/** In what a value travels: in JSON every type is spelled its own way, in the others all is text. */
export type Carrier = "json" | "text";

/** Two schemas that are compared once, however often they are referred to. */
export interface SchemaNode {
  old: SchemaValue;
  new: SchemaValue;
  way: Way;
  carrier: Carrier;
  findings: Finding[];
  children: SchemaNode[];
}
