import { expect, test } from "vitest";
import type { CredentialOption, Scheme, Security } from "../operation.ts";
import { basic, bearer, cookieKey, headerKey, queryKey } from "./schemes.ts";
import { oneOf, requires } from "./security.ts";
import type { Sendable } from "./sendable.ts";

const header = headerKey("key", "x-key");
const query = queryKey("param", "api_key");
const cookie = cookieKey("session", "sid");
const token = bearer("token");
const login = basic("login");

function sendable(
  headers: Record<string, string> = {},
  url = "https://api.example/pets",
): Sendable {
  return { url, init: { method: "GET", headers } };
}

type Credentials = Record<string, CredentialOption>;
type Alternatives = readonly (readonly Scheme[])[];

/** Expresses alternatives as the generated table does: one scheme in the short form. */
function securityOf(alternatives: Alternatives): Security {
  const [[only, ...rest] = [], ...others] = alternatives;
  const isOne = only && rest.length === 0 && others.length === 0;
  return isOne ? requires(only) : oneOf(alternatives);
}
type Sent = [headers: object, url?: string];

test.each<[string, Alternatives, Credentials, Sent]>([
  ["an API key in a header", [[header]], { key: "secret" }, [{ "x-key": "secret" }]],
  [
    "an API key in the query",
    [[query]],
    { param: "a&b=c" },
    [{}, "https://api.example/pets?api_key=a%26b%3Dc"],
  ],
  ["an API key in a cookie", [[cookie]], { session: "s=1" }, [{ cookie: "sid=s%3D1" }]],
  ["a bearer token", [[token]], { token: "t.o.k" }, [{ authorization: "Bearer t.o.k" }]],
  [
    "a user name and password, as UTF-8 (RFC 7617, section 2.1)",
    [[login]],
    { login: { username: "test", password: "123£" } },
    [{ authorization: "Basic dGVzdDoxMjPCow==" }],
  ],
  [
    "the value of a function",
    [[token]],
    { token: async () => "t1" },
    [{ authorization: "Bearer t1" }],
  ],
  [
    "both of a combination",
    [[header, cookie]],
    { key: "a", session: "b" },
    [{ "x-key": "a", cookie: "sid=b" }],
  ],
  [
    "the alternative whose credentials are there",
    [[token], [header]],
    { key: "a" },
    [{ "x-key": "a" }],
  ],
  [
    "the first of several that are there",
    [[token], [header]],
    { key: "a", token: "b" },
    [{ authorization: "Bearer b" }],
  ],
  ["a credential that is optional", [[], [header]], { key: "a" }, [{ "x-key": "a" }]],
  ["nothing for a credential that is optional", [[], [header]], {}, [{}]],
  ["nothing for a credential that somebody else adds", [[header]], { key: null }, [{}]],
  ["never the credential of another scheme", [[header], []], { token: "b" }, [{}]],
])("adds %s", async (_, security, credentials, [headers, url]) => {
  const request = sendable();
  expect(await securityOf(security).add(request, credentials)).toBeDefined();
  expect(request.init.headers).toEqual(headers);
  expect(request.url).toBe(url ?? "https://api.example/pets");
});

test.each<[string, Alternatives, Sendable]>([
  ["header", [[header]], sendable({ "x-key": "own" })],
  ["Authorization header", [[token]], sendable({ authorization: "Bearer own" })],
  ["query", [[query]], sendable({}, "https://api.example/pets?a=1&api_key=own")],
  ["cookie", [[cookie]], sendable({ cookie: "a=1; sid=own" })],
])("accepts a credential that the caller has set in the %s", async (_, security, request) => {
  const before = structuredClone(request);
  await securityOf(security).add(request, {});
  expect(securityOf(security).isPresent(request)).toBe(true);
  expect(request).toEqual(before);
});

test.each<[string, Alternatives, Credentials, string[]]>([
  ["no credential", [[header]], {}, ["key"]],
  ["half of a combination", [[header, cookie]], { key: "a" }, ["key", "session"]],
])("names the schemes that lack a credential: %s", async (_, security, credentials, wanted) => {
  const request = sendable();
  expect(await securityOf(security).add(request, credentials)).toBeUndefined();
  expect(securityOf(security).isPresent(request)).toBe(false);
  expect(securityOf(security).names).toEqual(wanted);
  expect(request).toEqual(sendable());
});

test.each<[string, Alternatives, Credentials, string]>([
  ["a line break", [[header]], { key: "secret\nx" }, "`key` must be visible ASCII"],
  ["a letter that is not ASCII", [[token]], { token: async () => "sécret" }, "`token` must be"],
  ["nothing from a function", [[token]], { token: async () => "" }, "`token` returned none"],
  ["a token for Basic", [[login]], { login: "secret" }, "`login` must be `{ username, password }`"],
  [
    "a colon in a user name",
    [[login]],
    { login: { username: "a:b", password: "secret" } },
    "the user name without a colon",
  ],
  [
    "a password for Bearer",
    [[token]],
    { token: { username: "a", password: "secret" } },
    "`token` must be a token",
  ],
])("refuses %s without repeating it", async (_, security, credentials, message) => {
  const error: unknown = await Promise.resolve()
    .then(() => securityOf(security).add(sendable(), credentials))
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TypeError);
  expect(String(error)).toContain(message);
  expect(String(error)).not.toContain("secret");
});

test("reports every form of a secret, so that all can be hidden", async () => {
  const password = { login: { username: "test", password: "123£" } };
  expect(requires(login).add(sendable(), password)).toEqual(["123£", "dGVzdDoxMjPCow=="]);
  expect(requires(query).add(sendable(), { param: "a&b" })).toEqual(["a&b", "a%26b"]);
});

const credentials: Credentials = {
  key: "a",
  param: "a%b*",
  session: "c",
  token: "t",
  login: { username: "u", password: "p" },
};
test.each<[string, Alternatives]>([
  ["header", [[header]]],
  ["query", [[query]]],
  ["cookie", [[cookie]]],
  ["bearer token", [[token]]],
  ["password", [[login]]],
  ["combination", [[header, query, cookie]]],
])("removes its own %s from a request, and nothing else", async (_, alternatives) => {
  const others = { accept: "a", cookie: "theme=dark" };
  const request = sendable(others, "https://api.example/pets?x=1");
  const security = securityOf(alternatives);
  const secrets = await security.add(request, credentials);
  expect(security.isPresent(request)).toBe(true);
  security.remove(request, secrets!);
  expect(security.isPresent(request)).toBe(false);
  expect(request).toEqual(sendable(others, "https://api.example/pets?x=1"));
});

test("leaves a credential that a plugin has set in its place", () => {
  const request = sendable();
  const secrets = requires(header).add(request, { key: "client" }) as readonly string[];
  request.init.headers["x-key"] = "plugin";
  requires(header).remove(request, secrets);
  expect(request.init.headers).toEqual({ "x-key": "plugin" });
});
