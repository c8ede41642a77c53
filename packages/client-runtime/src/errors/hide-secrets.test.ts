import { inspect } from "node:util";
import { expect, test } from "vitest";
import { copyError, hideKey } from "./hide-key.ts";

const key = "sk_live_0123456789";

test.each([
  ["nothing to hide", key, "nothing to hide"],
  [`${key}, and ${key}`, key, "[API key], and [API key]"],
  ["no key", undefined, "no key"],
])("%j with the key %j is %j", (text, hidden, wanted) => {
  expect(hideKey(text, hidden)).toBe(wanted);
});

test("a copy of an error has its name, message, code and causes", () => {
  const cause = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const error = new TypeError("fetch failed", { cause });
  const copy = copyError(error, key);
  expect(copy).toBeInstanceOf(Error);
  expect(copy).toMatchObject({ name: "TypeError", message: "fetch failed" });
  expect(copy).toHaveProperty("cause.message", "connect ECONNREFUSED");
  expect(copy).toHaveProperty("cause.code", "ECONNREFUSED");
});

const secret = "at_0123456789";
const init = { headers: { "X-API-Key": key, "X-Token": secret }, method: "POST", body: secret };
const round = new Error(`round ${key}`);
round.cause = round;

test.each<[unknown, string]>([
  [new Error(`bad key ${key}`), "bad key [API key]"],
  [new TypeError("failed", { cause: new Error(key) }), "failed"],
  [new TypeError("failed", { cause: `cause ${key}` }), "failed"],
  [new AggregateError([new Error(key)], "failed"), "failed"],
  [
    Object.assign(new Error("failed"), { request: new Request("http://localhost", init) }),
    "failed",
  ],
  [Object.assign(new Error("failed"), { options: init }), "failed"],
  [
    Object.assign(new Error("failed"), { [Symbol("headers")]: new Headers(init.headers) }),
    "failed",
  ],
  [round, "round [API key]"],
])("and nothing that can hold a secret: %#", (error, message) => {
  const copy = copyError(error, key);
  expect(copy).toHaveProperty("message", message);
  const shown = inspect(copy, { depth: 9, showHidden: true });
  expect(shown).not.toContain(key);
  expect(shown).not.toContain(secret);
});

test.each([
  [`bad key ${key}`, "bad key [API key]"],
  [undefined, "undefined"],
  [{ code: 1, key }, "[object Object]"],
  [{ message: 5 }, "5"],
])("of what is no error, a text: %o", (reason, wanted) => {
  expect(copyError(reason, key)).toBeInstanceOf(Error);
  expect(copyError(reason, key)).toHaveProperty("message", wanted);
});
