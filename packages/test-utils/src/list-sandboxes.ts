import type { Sandbox } from "@sandboxes/schema";
import { type Store, type Team, observe } from "@sandboxes/server";

/**
 * Lists the sandboxes of a team.
 *
 * @param initial the IDs of the initial sandboxes. They come first, in this order
 * @param now milliseconds since the epoch
 * @returns the sandboxes as the API shows them now; the others come last, oldest first
 */
export function listSandboxes(
  store: Store,
  team: Team,
  initial: readonly string[],
  now: number,
): readonly Sandbox[] {
  const batches = store.listSandboxes(team.id, { metadata: new Map(), now });
  if (!(Symbol.iterator in batches)) throw new TypeError("The store must be in memory.");
  const place = new Map(initial.map((id, index) => [id, index]));
  const placeOf = ({ id }: Sandbox): number => place.get(id) ?? initial.length;
  // The store lists the newest first. Sorting is stable.
  return [...batches]
    .flat()
    .map((record) => observe(record, now).sandbox)
    .toReversed()
    .toSorted((a, b) => placeOf(a) - placeOf(b));
}
