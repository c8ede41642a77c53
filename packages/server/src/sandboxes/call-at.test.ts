import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { callAt } from "./call-at.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("calls when the clock reaches the time", () => {
  const call = vi.fn<() => void>();
  callAt(Date.now() + 50, Date.now, call);
  vi.advanceTimersByTime(49);
  expect(call).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(call).toHaveBeenCalledOnce();
});

it.each<[title: string, left: number]>([
  ["a clock that stands a microsecond before the time", 0.001],
  ["a clock that was set back", 60_000],
])("does not call early with %s", (_, left) => {
  const call = vi.fn<() => void>();
  let now = 1_000_000 - left;
  callAt(1_000_000, () => now, call);
  vi.advanceTimersByTime(left + 100);
  expect(call).not.toHaveBeenCalled();
  now = 1_000_000;
  vi.advanceTimersByTime(left + 1);
  expect(call).toHaveBeenCalledOnce();
});

it("calls after a delay that is longer than a timer can wait", () => {
  const call = vi.fn<() => void>();
  callAt(Date.now() + 2 ** 31 + 5, Date.now, call);
  vi.advanceTimersByTime(2 ** 31 + 4);
  expect(call).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(call).toHaveBeenCalledOnce();
});

it("does not call after it is canceled, or without a time", () => {
  const call = vi.fn<() => void>();
  callAt(Date.now() + 50, Date.now, call)();
  callAt(undefined, Date.now, call);
  vi.advanceTimersByTime(1000);
  expect(call).not.toHaveBeenCalled();
});
