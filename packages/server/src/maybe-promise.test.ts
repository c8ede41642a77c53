import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { isPromise, whenReady } from "./maybe-promise.ts";

it("continues immediately with a plain value", () => {
  expect(whenReady(1, (value) => value + 1)).toBe(2);
  expect(whenReady(undefined, (value) => value === undefined)).toBe(true);
  expect(() =>
    whenReady(1, () => {
      throw new Error("no");
    }),
  ).toThrow("no");
});

it("continues later with the value of a promise", async () => {
  expect(await whenReady(Promise.resolve(1), (value) => value + 1)).toBe(2);
  await expect(whenReady(Promise.reject(new Error("no")), () => 1)).rejects.toThrow("no");
});

it("recognises a promise of another realm", async () => {
  const foreign = runInNewContext("Promise.resolve(1)") as Promise<number>;
  expect(foreign).not.toBeInstanceOf(Promise);
  expect(await whenReady(foreign, (value) => value + 1)).toBe(2);
});

it.each([undefined, null, 1, "then", {}, ["then"]])("treats %j as a value", (value) => {
  expect(isPromise(value)).toBe(false);
});
