import { writeAcceptedBreaks } from "./accepted-breaks.ts";
import type { ChangePlan } from "./plan-change.ts";

/**
 * Adds an entry to the accepted breaks for each breaking change that has none.
 *
 * @param folder the root of the repository
 * @param reason the reason for the breaking changes
 * @returns whether an entry was added
 */
export function acceptBreaks(folder: string, plan: ChangePlan, reason: string): boolean {
  const { unaccepted, accepted, version } = plan;
  if (unaccepted.length === 0) return false;
  const added = unaccepted.map(({ rule, pointer }) => ({ rule, pointer, reason, version }));
  writeAcceptedBreaks(folder, [...accepted, ...added]);
  return true;
}
