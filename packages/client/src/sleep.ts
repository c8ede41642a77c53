import type { Clock } from "./clock.ts";
import { createGuard } from "./guard.ts";

/**
 * Waits that many milliseconds.
 *
 * @throws the signal's own reason, at once, when it is aborted (DOM, "abort reason")
 */
export async function sleep(
  milliseconds: number,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<void> {
  const guard = createGuard(signal, clock);
  return guard
    .race(new Promise<void>((resolve) => guard.after(milliseconds, resolve)))
    .finally(guard.end);
}
