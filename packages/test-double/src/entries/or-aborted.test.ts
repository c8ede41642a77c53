import { getEventListeners } from "node:events";
import { expect, it, vi } from "vitest";
import { orAborted } from "./or-aborted.ts";

const reason = new Error("changed my mind");

it("does not run when the signal is already aborted", async () => {
  const run = vi.fn<() => number>();
  await expect(orAborted(AbortSignal.abort(reason), run)).rejects.toBe(reason);
  expect(run).not.toHaveBeenCalled();
});

it("rejects immediately when the signal is aborted during the run", async () => {
  const controller = new AbortController();
  const answer = orAborted(controller.signal, async () => await new Promise(() => {}));
  controller.abort(reason);
  await expect(answer).rejects.toBe(reason);
});

it("returns the result and removes its listener", async () => {
  const { signal } = new AbortController();
  expect(await orAborted(signal, () => 7)).toBe(7);
  await expect(orAborted(signal, async () => await Promise.reject(reason))).rejects.toBe(reason);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

it("rejects when the signal is aborted before an immediate result is delivered", async () => {
  const controller = new AbortController();
  const answer = orAborted(controller.signal, () => 7);
  controller.abort(reason);
  await expect(answer).rejects.toBe(reason);
});
