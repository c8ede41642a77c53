import { expect, test } from "vitest";
import type { Security } from "../operation.ts";
import type { CredentialOption } from "../options/settings.ts";
import { addCredentials } from "./credentials.ts";
import { basic, bearer, cookieKey, headerKey, queryKey } from "./schemes.ts";
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
type Sent = [headers: object, url?: string];

test.each<[string, Security, Credentials, Sent]>([
  ["nothing, if nothing is needed", [], { key: "secret" }, [{}]],
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
  const { missing } = await addCredentials(request, { security }, credentials);
  expect(missing).toBeUndefined();
  expect(request.init.headers).toEqual(headers);
  expect(request.url).toBe(url ?? "https://api.example/pets");
});

test.each<[string, Security, Sendable]>([
  ["header", [[header]], sendable({ "x-key": "own" })],
  ["Authorization header", [[token]], sendable({ authorization: "Bearer own" })],
  ["query", [[query]], sendable({}, "https://api.example/pets?a=1&api_key=own")],
  ["cookie", [[cookie]], sendable({ cookie: "a=1; sid=own" })],
])("accepts a credential that the caller has set in the %s", async (_, security, request) => {
  const before = structuredClone(request);
  expect(await addCredentials(request, { security }, {})).toEqual({ secrets: [] });
  expect(request).toEqual(before);
});

test.each<[string, Security, Credentials, string[]]>([
  ["no credential", [[header]], {}, ["key"]],
  ["half of a combination", [[header, cookie]], { key: "a" }, ["key", "session"]],
])("names the schemes that lack a credential: %s", async (_, security, credentials, wanted) => {
  const request = sendable();
  const { missing } = await addCredentials(request, { security }, credentials);
  expect(missing).toEqual(wanted);
  expect(request).toEqual(sendable());
});

test.each<[string, Security, Credentials, string]>([
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
    .then(() => addCredentials(sendable(), { security }, credentials))
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TypeError);
  expect(String(error)).toContain(message);
  expect(String(error)).not.toContain("secret");
});

test("reports every form of a secret, so that all can be hidden", async () => {
  const password = { login: { username: "test", password: "123£" } };
  const { secrets } = await addCredentials(sendable(), { security: [[login]] }, password);
  expect(secrets).toEqual(["123£", "dGVzdDoxMjPCow=="]);
  const inQuery = await addCredentials(sendable(), { security: [[query]] }, { param: "a&b" });
  expect(inQuery.secrets).toEqual(["a&b", "a%26b"]);
});
