import { expect, test, vi } from "vitest";
import { orAbort } from "./or-abort.ts";

const never = (): Promise<never> => new Promise(() => {});

test("gives what the task gives, and leaves no listener", async () => {
  const { signal } = new AbortController();
  const added = vi.spyOn(signal, "addEventListener");
  const removed = vi.spyOn(signal, "removeEventListener");
  expect(await orAbort(signal, () => Promise.resolve(1))).toBe(1);
  await expect(orAbort(signal, () => Promise.reject(new Error("failed")))).rejects.toThrow(
    "failed",
  );
  expect(added).toHaveBeenCalledTimes(2);
  expect(removed.mock.calls).toEqual(added.mock.calls);
});

test("does not start when the signal is aborted already", async () => {
  const task = vi.fn<() => Promise<never>>(never);
  await expect(orAbort(AbortSignal.abort("why"), task)).rejects.toBe("why");
  expect(task).not.toHaveBeenCalled();
});

test.each([[new Error("enough")], ["enough"], [{ code: 1 }]])(
  "rejects with the reason %o, though the task goes on",
  async (reason) => {
    const controller = new AbortController();
    const result = orAbort(controller.signal, never);
    controller.abort(reason);
    await expect(result).rejects.toBe(reason);
  },
);
