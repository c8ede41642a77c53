import { expect, onTestFinished, test } from "vitest";
import { toApiPromise } from "./api-promise.ts";

const response = new Response();

test("is a promise of the data, and of both by withResponse()", async () => {
  const promise = toApiPromise(Promise.resolve({ data: 1, response }));
  expect(promise).toBeInstanceOf(Promise);
  expect(await promise).toBe(1);
  expect(await promise.withResponse()).toEqual({ data: 1, response });
  expect(await toApiPromise(Promise.resolve({ data: 1, response })).withResponse()).toEqual({
    data: 1,
    response,
  });
});

/** Collects what Node reports as unhandled while the function runs, and a little after it. */
async function unhandledIn(run: () => Promise<void> | void): Promise<unknown[]> {
  const unhandled: unknown[] = [];
  const listener = (reason: unknown): unknown => unhandled.push(reason);
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", listener);
  onTestFinished(() => {
    process.removeAllListeners("unhandledRejection");
    for (const other of others) process.on("unhandledRejection", other);
  });
  await run();
  await new Promise((resolve) => setTimeout(resolve, 10));
  return unhandled;
}

const failure = new Error("expected");
const rejected = (): ReturnType<typeof toApiPromise> => toApiPromise(Promise.reject(failure));

test.each<[string, () => Promise<void>]>([
  ["the data", () => expect(rejected()).rejects.toBe(failure)],
  [
    "the data, later",
    async () => {
      const promise = rejected();
      await expect(promise).rejects.toBe(failure);
    },
  ],
  ["both", () => expect(rejected().withResponse()).rejects.toBe(failure)],
  [
    "one after the other",
    async () => {
      const promise = rejected();
      await expect(promise.withResponse()).rejects.toBe(failure);
      await expect(promise).rejects.toBe(failure);
      await expect(promise.withResponse()).rejects.toBe(failure);
    },
  ],
])("a failure is handled by who awaits %s", async (_, run) => {
  expect(await unhandledIn(run)).toEqual([]);
});

test.each<[string, () => void]>([
  ["the promise", () => void rejected()],
  ["withResponse()", () => void rejected().withResponse()],
])("a failure that nobody awaits is reported once, of %s", async (_, run) => {
  expect(await unhandledIn(run)).toEqual([failure]);
});
