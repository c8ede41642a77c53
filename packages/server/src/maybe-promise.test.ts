import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { isPromise, whenReady } from "./maybe-promise.ts";

it("goes on at once with what is at hand", () => {
  expect(whenReady(1, (value) => value + 1)).toBe(2);
  expect(whenReady(undefined, (value) => value === undefined)).toBe(true);
  expect(() =>
    whenReady(1, () => {
      throw new Error("no");
    }),
  ).toThrow("no");
});

it("goes on later with what has to be waited for", async () => {
  expect(await whenReady(Promise.resolve(1), (value) => value + 1)).toBe(2);
  await expect(whenReady(Promise.reject(new Error("no")), () => 1)).rejects.toThrow("no");
});

it("knows a promise that another realm has made", async () => {
  const foreign = runInNewContext("Promise.resolve(1)") as Promise<number>;
  expect(foreign).not.toBeInstanceOf(Promise);
  expect(await whenReady(foreign, (value) => value + 1)).toBe(2);
});

it.each([undefined, null, 1, "then", {}, ["then"]])("takes %j for no promise", (value) => {
  expect(isPromise(value)).toBe(false);
});
