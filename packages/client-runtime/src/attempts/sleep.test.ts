import { expect, test, vi } from "vitest";
import { systemClock } from "./clock.ts";
import { sleep } from "./sleep.ts";

test("waits at least that long, and leaves no listener", async () => {
  const { signal } = new AbortController();
  const added = vi.spyOn(signal, "addEventListener");
  const removed = vi.spyOn(signal, "removeEventListener");
  const start = performance.now();
  await sleep(20, systemClock, signal);
  expect(performance.now() - start).toBeGreaterThan(15);
  expect(removed.mock.calls).toEqual(added.mock.calls);
});

test("rejects at once with the signal's reason, and leaves no timer", async () => {
  const cleared = vi.fn<(timer: unknown) => void>();
  const clock = { ...systemClock, setTimeout: () => "timer", clearTimeout: cleared };
  const controller = new AbortController();
  const waiting = sleep(1_000_000, clock, controller.signal);
  controller.abort("enough");
  await expect(waiting).rejects.toBe("enough");
  expect(cleared).toHaveBeenLastCalledWith("timer");
});
