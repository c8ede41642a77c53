import type { SandboxRecord } from "../lifecycle/sandbox-record.ts";

/** @returns when a store may remove a record, in milliseconds since the epoch; infinity for never */
export function endOfLife({ endsAt }: Pick<SandboxRecord, "endsAt">): number {
  return endsAt ?? Number.POSITIVE_INFINITY;
}
