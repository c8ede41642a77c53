import { inspect } from "node:util";
import { expect, test } from "vitest";
import { copyError, hideSecrets, hideSecretsIn } from "./hide-secrets.ts";

const key = "sk_live_0123456789";

test.each([
  ["nothing to hide", key, "nothing to hide"],
  [`${key}, and ${key}`, key, "[secret], and [secret]"],
  ["a short secret would garble every message", "a", "a short secret would garble every message"],
])("%j with the secret %j is %j", (text, secret, wanted) => {
  expect(hideSecrets(text, [secret])).toBe(wanted);
});

test.each(['sk_"quoted"', "sk_back\\slash", "sk_live_0123456789"])(
  "finds %j in parsed JSON, however JSON spells it",
  (secret) => {
    const escaped = Array.from(
      secret,
      (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ).join("");
    const json: unknown = JSON.parse(`{"a":["${escaped}",1,null],"${escaped}":true}`);
    expect(hideSecretsIn(json, [secret])).toEqual({ a: ["[secret]", 1, null], "[secret]": true });
  },
);

test.each([
  ["arrays", "[", "]"],
  ["objects", '{"a":', "}"],
])("copies JSON with 200,000 nested %s without its deepest levels", (_, open, close) => {
  const text = `{"message":"no ${key}","deep":${open.repeat(200_000)}${close.repeat(200_000)}}`;
  const copy = hideSecretsIn(JSON.parse(text.replace(":}", ":1}")), [key]);
  expect(copy).toMatchObject({ message: "no [secret]" });
  expect(JSON.stringify(copy).length).toBeLessThan(1000);
});

test("a copy of an error has its name, message, code and causes", () => {
  const cause = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const error = new TypeError("fetch failed", { cause });
  const copy = copyError(error, [key]);
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
  [new Error(`bad key ${key}`), "bad key [secret]"],
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
  [round, "round [secret]"],
])("and nothing that can hold a secret: %#", (error, message) => {
  const copy = copyError(error, [key]);
  expect(copy).toHaveProperty("message", message);
  const shown = inspect(copy, { depth: 9, showHidden: true });
  expect(shown).not.toContain(key);
  expect(shown).not.toContain(secret);
});

test.each([
  [`bad key ${key}`, "bad key [secret]"],
  [undefined, "undefined"],
  [{ code: 1, key }, "[object Object]"],
  [{ message: 5 }, "5"],
])("of what is no error, a text: %o", (reason, wanted) => {
  expect(copyError(reason, [key])).toBeInstanceOf(Error);
  expect(copyError(reason, [key])).toHaveProperty("message", wanted);
});
