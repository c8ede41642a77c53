import type { Places } from "./places.ts";

/** A kind of edit. */
export interface Edit {
  name: string;
  /** The rules that may report it. */
  rules: RegExp;
  /** Makes the edit at one place that allows it. @returns whether there was one */
  make(places: Places, pick: <Item>(list: readonly Item[]) => Item): boolean;
}

/** Picks one of several. */
export type Pick = Parameters<Edit["make"]>[1];
