import type { Store } from "@sandboxes/server";
import type { Place } from "./backends.ts";

/** What a promise is tried on: a new place where there are the teams `a` and `b`. */
export interface Trial {
  readonly place: Place;
  readonly store: Store;
  /** Another store over the same place, where the kind of store can have one. */
  readonly other: Store;
}

/** Promises of the interface `Store`, each with its proof. */
export type Contract = Readonly<Record<string, (trial: Trial) => Promise<void>>>;
