import { observe } from "./lifecycle.ts";
import type { SandboxRecord } from "./sandbox-record.ts";

/** A status, and when it ends. */
export interface Phase {
  readonly status: string;
  /** Milliseconds since the epoch; infinity for the last one. */
  readonly until: number;
}

/**
 * Lists the statuses that a record goes through if nobody changes it.
 *
 * @returns one to three phases, in their order
 */
export function phasesOf(record: SandboxRecord): readonly [Phase, ...Phase[]] {
  const times = [record.activeAt, record.timeout?.at]
    .filter((time) => time !== undefined)
    .toSorted((a, b) => a - b);
  const later = times.map((time, index) => ({
    status: observe(record, time).sandbox.status,
    until: times[index + 1] ?? Number.POSITIVE_INFINITY,
  }));
  const { status } = record.sandbox;
  return [{ status, until: times[0] ?? Number.POSITIVE_INFINITY }, ...later];
}
