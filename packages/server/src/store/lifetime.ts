import type { Sandbox } from "@sandboxes/schema";
import { parseInstant } from "./instant.ts";

/**
 * Tells when a sandbox ends by its own cap.
 *
 * @returns milliseconds since the epoch; infinity when it has no cap
 * @throws {RangeError} when `created_at` is not a date-time
 * @example
 * endOfLife({ created_at: "1970-01-01T00:00:01Z", timeout_seconds: 60 }); // 61_000
 */
export function endOfLife(sandbox: Pick<Sandbox, "created_at" | "timeout_seconds">): number {
  if (sandbox.timeout_seconds === undefined) return Number.POSITIVE_INFINITY;
  const { seconds, fraction } = parseInstant(sandbox.created_at);
  return (seconds + sandbox.timeout_seconds) * 1000 + Number(`0.${fraction || "0"}`) * 1000;
}
