import type { paths } from "@sandboxes/schema";
import { requests } from "@sandboxes/schema/operations";
import createFetchClient from "openapi-fetch";
import { expect, test } from "vitest";
import { readOptions } from "./client-options.ts";
import { toSendable } from "./transport.ts";

const path = { sandbox_id: "a/b c" };
const bodies: Record<string, unknown> = {
  createSandbox: { name: "é", metadata: { "a&b": "c" } },
  updateSandbox: { metadata: {} },
  execSandbox: { command: "ls", args: [] },
  execSandboxStream: { command: "ls" },
};

/** What openapi-fetch sends of a call, when it is told how to write the query. */
async function sentByPeer(
  method: string,
  template: string,
  init: { body?: unknown; headers: Record<string, string> },
): Promise<Request> {
  let sent: Request | undefined;
  const peer = createFetchClient<paths>({
    baseUrl: "http://localhost/v1/",
    headers: { "X-A": "client", "X-B": "client" },
    fetch: (request) => {
      sent = request;
      return Promise.resolve(Response.json([]));
    },
  });
  const call = peer.request as (method: string, path: string, init: object) => Promise<unknown>;
  await call(method, template, { params: { path }, ...init });
  return sent as Request;
}

test.each(requests.map((operation) => [operation.id, operation] as const))(
  "%s is sent as openapi-fetch sends it",
  async (id, operation) => {
    const body = bodies[id];
    const headers = { "x-b": "call", "X-C": "é".normalize("NFD").slice(0, 1) };
    const settings = readOptions({
      apiKey: "sk",
      baseUrl: "http://localhost/v1/",
      headers: { "X-A": "client", "X-B": "client" },
    });
    const { url, init } = toSendable(settings, operation, { path, body, headers });
    const mine = new Request(url, init);
    const theirs = await sentByPeer(operation.method, operation.path, {
      body,
      headers: { ...headers, ...(operation.keyHeaders.length > 0 && { "X-API-Key": "sk" }) },
    });
    expect(mine.method).toBe(theirs.method);
    expect(mine.url).toBe(theirs.url);
    expect(Object.fromEntries(mine.headers)).toEqual(Object.fromEntries(theirs.headers));
    expect(await mine.text()).toBe(await theirs.text());
  },
);

test("a query and its answer are what openapi-fetch would make of them", async () => {
  const metadata = { "metadata.a b": "c", "metadata.d": "" };
  const list = requests.find(({ id }) => id === "listSandboxes");
  if (!list) throw new Error("There is no list.");
  const settings = readOptions({ apiKey: "sk", baseUrl: "http://localhost" });
  const { url } = toSendable(settings, list, { query: { metadata }, isOfWire: true });
  const theirs: string[] = [];
  const peer = createFetchClient<paths>({
    baseUrl: "http://localhost",
    fetch: (request) => {
      theirs.push(request.url);
      return Promise.resolve(Response.json([]));
    },
    // Its own does not encode names; see decisions/0001.
    querySerializer: () =>
      Object.entries(metadata)
        .map((pair) => pair.map(encodeURIComponent).join("="))
        .join("&"),
  });
  await peer.GET("/sandboxes", { params: { query: { metadata } } });
  expect([url]).toEqual(theirs);
});
