import { inspect } from "node:util";
import { expect, test } from "vitest";
import { hideKey, hideKeyInError } from "./hide-key.ts";

const key = "sk_live_0123456789";

test.each([
  ["nothing to hide", key, "nothing to hide"],
  [`${key}, and ${key}`, key, "[API key], and [API key]"],
  ["no key", undefined, "no key"],
])("%j with the key %j is %j", (text, hidden, wanted) => {
  expect(hideKey(text, hidden)).toBe(wanted);
});

test.each([
  new TypeError("fetch failed", {
    cause: Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }),
  }),
  "a text",
  { code: 1 },
  undefined,
  Object.assign(new Error("round"), { self: {} }),
])("leaves what does not hold the key as it is: %o", (error) => {
  if (error instanceof Error && "self" in error) error.self = error;
  expect(hideKeyInError(error, key)).toBe(error);
});

const request = new Request("http://localhost", { headers: { "X-API-Key": key } });

test.each([
  [new Error(`bad key ${key}`), "Error: bad key [API key]"],
  [`bad key ${key}`, "bad key [API key]"],
  [new TypeError("failed", { cause: new Error(key) }), "TypeError: failed"],
  [new AggregateError([new Error(key)], "failed"), "AggregateError: failed"],
  [Object.assign(new Error("failed"), { request }), "Error: failed"],
  [
    Object.assign(new Error("failed"), { options: { headers: { "x-api-key": key } } }),
    "Error: failed",
  ],
  [
    Object.assign(new Error("failed"), { [Symbol("headers")]: new Headers({ "x-api-key": key }) }),
    "Error: failed",
  ],
])("makes a copy without the key", (error, message) => {
  const copy = hideKeyInError(error, key);
  expect(copy).toBeInstanceOf(Error);
  expect(copy).toHaveProperty("message", message);
  expect(inspect(copy, { depth: 9, showHidden: true })).not.toContain(key);
});
