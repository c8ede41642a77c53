import type { Sandbox } from "@sandboxes/schema";
import { parseInstant } from "../store/instant.ts";

/** The next pause by `timeout_seconds`. */
export interface Timeout {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The ID of the snapshot of that pause. It is stored in advance, so that all servers show the same one. */
  readonly snapshotId: string;
}

/** How long a sandbox runs if it is resumed after its timeout, in milliseconds. The service checks every half minute. */
const graceMs = 30_000;

/**
 * Calculates when the timeout of a sandbox is over.
 *
 * @returns milliseconds since the epoch; infinity if it has no timeout
 * @throws {RangeError} if `created_at` is not a date-time
 * @example
 * timeoutEnd({ created_at: "1970-01-01T00:00:01Z", timeout_seconds: 60 }); // 61_000
 */
export function timeoutEnd(sandbox: Pick<Sandbox, "created_at" | "timeout_seconds">): number {
  if (sandbox.timeout_seconds === undefined) return Number.POSITIVE_INFINITY;
  const { seconds, fraction } = parseInstant(sandbox.created_at);
  return (seconds + sandbox.timeout_seconds) * 1000 + Number(`0.${fraction || "0"}`) * 1000;
}

/**
 * Plans the pause of a sandbox that becomes active.
 *
 * @param resumedAt when a resume is over, in milliseconds since the epoch; absent for a new sandbox
 * @returns the `timeout` for its record; an empty object if it has no timeout
 */
export function planTimeout(
  sandbox: Pick<Sandbox, "created_at" | "timeout_seconds">,
  resumedAt?: number,
): { readonly timeout?: Timeout } {
  const end = timeoutEnd(sandbox);
  if (end === Number.POSITIVE_INFINITY) return {};
  const at = resumedAt === undefined ? end : Math.max(end, resumedAt + graceMs);
  return { timeout: { at, snapshotId: crypto.randomUUID() } };
}
