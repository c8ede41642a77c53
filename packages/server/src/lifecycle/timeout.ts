import type { Sandbox } from "@sandboxes/schema";
import { parseInstant } from "../store/instant.ts";

/** The next pause by `timeout_seconds`. */
export interface Timeout {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The ID of the snapshot of that pause. It is stored in advance, so that all servers show the same one. */
  readonly snapshotId: string;
}

/**
 * Calculates when the first session of a sandbox is paused by its timeout.
 *
 * @returns milliseconds since the epoch; infinity if it has no timeout
 * @throws {RangeError} if `created_at` is not a date-time
 * @example
 * timeoutEnd({ created_at: "1970-01-01T00:00:01Z", timeout_seconds: 60 }); // 61_000
 */
export function timeoutEnd(sandbox: Pick<Sandbox, "created_at" | "timeout_seconds">): number {
  if (sandbox.timeout_seconds === undefined) return Number.POSITIVE_INFINITY;
  return toMs(sandbox.created_at) + sandbox.timeout_seconds * 1000;
}

/**
 * Converts a date-time to milliseconds since the epoch, with all fractional digits.
 *
 * @throws {RangeError} if the text is not a date-time
 */
export function toMs(dateTime: string): number {
  const { seconds, fraction } = parseInstant(dateTime);
  return seconds * 1000 + Number(`0.${fraction || "0"}`) * 1000;
}

/**
 * Plans the pause of a sandbox at the end of a session.
 *
 * @param since when the session begins, in milliseconds since the epoch
 * @param seconds the active time of a session; `undefined` if it has no end
 * @returns the `timeout` for the record; an empty object if the session has no end
 * @example
 * planTimeout(0, 60); // { timeout: { at: 60_000, snapshotId: "…" } }
 */
export function planTimeout(
  since: number,
  seconds: number | undefined,
): { readonly timeout?: Timeout } {
  if (seconds === undefined) return {};
  return { timeout: { at: since + seconds * 1000, snapshotId: crypto.randomUUID() } };
}
