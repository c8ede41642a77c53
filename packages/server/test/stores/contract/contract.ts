import type { Store } from "@sandboxes/server";
import type { Place } from "../backends.ts";

/** The setup for one guarantee: a new place with the teams `a` and `b`. */
export interface Trial {
  readonly place: Place;
  readonly store: Store;
  /** Another store over the same place, if this kind of store supports it. */
  readonly other: Store;
}

/** Guarantees of the interface `Store`, each with its test. */
export type Contract = Readonly<Record<string, (trial: Trial) => Promise<void>>>;
