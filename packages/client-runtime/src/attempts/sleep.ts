import type { Clock } from "./clock.ts";
import { createGuard } from "./guard.ts";

/**
 * Waits.
 *
 * @param milliseconds how long
 * @throws the signal's own reason as soon as it is aborted (DOM, "abort reason")
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
