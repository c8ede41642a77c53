import { expect, test, vi } from "vitest";
import { systemClock } from "./clock.ts";
import { createGuard } from "./guard.ts";

const never = (): Promise<never> => new Promise(() => {});

test("gives what the task gives, and leaves no listener and no timer", async () => {
  const { signal } = new AbortController();
  const added = vi.spyOn(signal, "addEventListener");
  const removed = vi.spyOn(signal, "removeEventListener");
  const run = vi.fn<() => void>();
  const guard = createGuard(signal, systemClock);
  guard.after(10, run);
  expect(await guard.race(Promise.resolve(1))).toBe(1);
  await expect(guard.race(Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  guard.end();
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(run).not.toHaveBeenCalled();
  expect(added).toHaveBeenCalledOnce();
  expect(removed.mock.calls).toEqual(added.mock.calls);
});

test("is not made when the signal is aborted already", () => {
  expect(() => createGuard(AbortSignal.abort("why"), systemClock)).toThrow("why");
});

test.each([[new Error("enough")], ["enough"], [{ code: 1 }]])(
  "rejects with the reason %o, though the task goes on",
  async (reason) => {
    const controller = new AbortController();
    const guard = createGuard(controller.signal, systemClock);
    const result = guard.race(never());
    controller.abort(reason);
    await expect(result).rejects.toBe(reason);
    await expect(guard.race(never())).rejects.toBe(reason);
    expect(guard.signal.reason).toBe(reason);
  },
);

test("keeps only its latest timer, and takes no timer for what is longer than one can be", async () => {
  const guard = createGuard(undefined, systemClock);
  guard.after(1, () => guard.stop("first"));
  guard.after(2 ** 31, () => guard.stop("never"));
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(guard.signal.aborted).toBe(false);
  guard.after(1, () => guard.stop("second"));
  await expect(guard.race(never())).rejects.toBe("second");
});
