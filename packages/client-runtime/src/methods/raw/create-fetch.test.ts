import { expect, test } from "vitest";
import { type ClientParts, createApiClient } from "../../create-api-client.ts";
import { operation } from "../../fixtures/operation.ts";
import { headerKey } from "../../request/schemes.ts";
import { requires } from "../../request/security.ts";
import { anyErrors } from "../../response/error-fields.ts";

const server = "https://api.example/v1";
const security = requires(headerKey("key", "x-key"));
const operations = [
  operation({ id: "get", path: "/things/{thing_id}/{part}", security }),
  operation({ id: "fixed", path: "/things/{thing_id}/mine" }),
  operation({ id: "create", method: "POST", path: "/things.json?v=2", security }),
];

/** Creates a client, and collects what it sends and the operation that it finds. */
function createClient(): { fetch: ClientParts["fetch"]; sent: unknown[]; found: string[] } {
  const sent: unknown[] = [];
  const found: string[] = [];
  const { fetch } = createApiClient(
    { server, operations, errors: anyErrors },
    {
      credentials: { key: "secret" },
      retryDelay: 0,
      fetch: (url, { method, headers }) => {
        sent.push([method, url, headers["x-key"]]);
        const status = sent.length === 1 ? 503 : 404;
        return new Response(`"${sent.length}"`, { status, headers: { "retry-after": "0" } });
      },
      plugins: [(next) => (attempt) => (found.push(attempt.operation.id), next(attempt))],
    },
  );
  return { fetch, sent, found };
}

test.each([
  ["GET", "/things/a%2Fb/c?x=1#y", "/things/a%2Fb/c?x=1", "get", "secret"],
  ["GET", "/things/a/mine", "/things/a/mine", "fixed", undefined],
  ["POST", `${server}/things.json?v=2`, "/things.json?v=2", "create", "secret"],
])("%s %s has the credentials and retries of its operation", async (method, url, to, id, key) => {
  const { fetch, sent, found } = createClient();
  const response = await fetch(url, { method });
  expect([response.status, await response.json()]).toEqual([404, "2"]);
  expect(found).toEqual([id, id]);
  const request = [method, server + to, key];
  expect(sent).toEqual([request, request]);
});

test.each([
  ["https://other.example/v1/things/a/b?k=secret", "not to https://other.example/v1/things/a/b."],
  [`${server}x/things/a/b`, `sends only to ${server}`],
  ["/things/a", "No operation is GET /things/a."],
  ["/thingsXjson", "No operation is GET /thingsXjson."],
])("refuses %s", async (url, message) => {
  const { fetch, sent } = createClient();
  await expect(fetch(url)).rejects.toThrow(message);
  expect(sent).toEqual([]);
});
