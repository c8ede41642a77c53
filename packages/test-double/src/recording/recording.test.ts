import { describe, expect, it } from "vitest";
import { documents, loadContract } from "../../test/generate.ts";
import { createDouble } from "../create-double.ts";
import { stateful } from "../responders/stateful.ts";
import { createRecorder } from "./create-recorder.ts";
import type { Recording } from "./exchange.ts";
import { removeSecrets } from "./redact.ts";
import { replay } from "./replay.ts";

const { contract } = await loadContract(documents.library);
const key = "sk_live_0123456789";
const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
const api = "https://library.example/v1";

type Send = (path: string, body?: unknown, init?: RequestInit) => Promise<Response>;

function sender(fetch: typeof globalThis.fetch, baseUrl: string): Send {
  return async (path, body, init) =>
    await fetch(baseUrl + path, {
      headers,
      ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
      ...init,
    });
}

/** A session with an API, recorded. */
async function record(run: (send: Send) => Promise<unknown>): Promise<Recording> {
  const { fetch } = createDouble({ contract });
  const recorder = createRecorder({ contract, fetch });
  await run(sender(recorder.fetch, api));
  // A recording is saved as JSON.
  return JSON.parse(JSON.stringify(await recorder.recording())) as Recording;
}

const session = async (send: Send): Promise<unknown> => {
  const created = (await (await send("/books", { title: "Dune" })).json()) as { id: string };
  const bodies = [created];
  for (const path of ["/books?genre=sf", `/books/${created.id}`, "/books", "/books"])
    bodies.push((await (await send(path)).json()) as typeof created);
  const missing = await send("/books/3c90c3cc-0d44-4b50-8888-8dd25736052a");
  const gone = await send(`/books/${created.id}`, undefined, { method: "DELETE" });
  return [bodies, missing.status, gone.status, gone.body];
};

describe("a recording", () => {
  it("gives the same responses without a network", async () => {
    let wanted: unknown;
    const recording = await record(async (send) => (wanted = await session(send)));
    expect(recording.exchanges.map(({ operation }) => operation)).toEqual([
      "createBook",
      "listBooks",
      "getBook",
      "listBooks",
      "listBooks",
      "getBook",
      "deleteBook",
    ]);
    const double = createDouble({ contract, respond: replay(contract, recording) });
    expect(await session(sender(double.fetch, api))).toEqual(wanted);
    await using server = await double.listen();
    expect(await session(sender(globalThis.fetch, server.url))).toEqual(wanted);
    double.verify();
  });

  it("gives equal requests their responses in order, and repeats the last one", async () => {
    const recording = await record(async (send) => {
      await send("/books");
      await send("/books", { title: "Dune" });
      await send("/books");
    });
    const { fetch } = createDouble({ contract, respond: replay(contract, recording) });
    const send = sender(fetch, api);
    const totals: unknown[] = [];
    for (let count = 0; count < 3; count++)
      totals.push(((await (await send("/books")).json()) as { total: number }).total);
    expect(totals).toEqual([0, 1, 1]);
  });

  it("has no secret", async () => {
    const secrets = { api_key: "k-1", nested: { clientSecret: "k-2", passwords: ["k-3"] } };
    const cookie = "session=k-4";
    const send = async (): Promise<Response> =>
      await Promise.resolve(
        new Response(JSON.stringify({ ...book, title: `by ${key}`, note: secrets }), {
          headers: { "content-type": "application/json", "set-cookie": "a=k-5", "x-token": "k-6" },
        }),
      );
    const book = { id: "3c90c3cc-0d44-4b50-8888-8dd25736052a", title: "Dune" };
    const recorder = createRecorder({
      contract,
      fetch: send,
      redact: (text, place) => (place === "response.body.title" ? text.toUpperCase() : text),
    });
    await recorder.fetch(`${api}/books`, {
      method: "POST",
      headers: { ...headers, cookie },
      body: JSON.stringify({ title: key, ...secrets }),
    });
    const text = JSON.stringify(await recorder.recording());
    expect(text).not.toMatch(/sk_live|k-\d/i);
    expect(text).toContain('"title":"BY [REMOVED]"');
    expect(text).toContain('"api_key":"[removed]"');
  });

  it.each<[title: string, authorization: string, leaked: string]>([
    ["a bearer token in a URL", "Bearer a+b/c=9999", "a%2Bb%2Fc%3D9999"],
    ["one with lower-case escapes", "Bearer a+b/c=9999", "a%2bb%2fc%3d9999"],
    ["one with few escapes", "Bearer a+b é 9999", "a+b%20%C3%A9%209999"],
    ["the password of HTTP Basic", `Basic ${btoa("me:hunter22")}`, "hunter22"],
    ["one with a colon", `basic ${btoa("me:hunter:22")}`, "hunter:22"],
    ["a malformed pair", "Basic a_b-c", "a_b-c"],
    ["the encoded pair", `Basic ${btoa("me:hunter22")}`, btoa("me:hunter22")],
  ])("does not contain %s", async (_, authorization, leaked) => {
    const link = `<${api}/books?key=${leaked}>; rel="next"`;
    const recorder = createRecorder({
      contract,
      fetch: async () =>
        await Promise.resolve(Response.json({ books: [], note: leaked }, { headers: { link } })),
    });
    await recorder.fetch(`${api}/books`, { headers: { authorization } });
    const text = JSON.stringify(await recorder.recording());
    expect(text).not.toContain(leaked);
    expect(text).toContain("books?key=[removed]>");
  });

  it("replays binary bodies and text", async () => {
    const bytes = new Uint8Array([0, 255, 128]);
    for (const [type, body] of [
      ["image/png", bytes],
      ["text/plain", "é"],
    ] as const) {
      const recorder = createRecorder({
        contract,
        fetch: async () =>
          await Promise.resolve(new Response(body, { headers: { "content-type": type } })),
      });
      await recorder.fetch(`${api}/books`, { headers });
      const recording = await recorder.recording();
      const { response } = recording.exchanges[0]!;
      expect(response).toMatchObject(type === "image/png" ? { base64: "AP+A" } : { text: "é" });
    }
  });
});

it("keeps the form of a secret whose form the contract requires", () => {
  const rules = { credentials: new Set(["sk_9Z"]), redact: undefined };
  const value = { token: "tok_4f2A", url: "/v1/sk_9Z/x", count: 3 };
  const pattern = /^tok_[\da-f]+$/i;
  const isValid = (each: unknown): boolean => pattern.test((each as typeof value).token);
  expect(removeSecrets(value, "", rules)).toEqual({
    token: "[removed]",
    url: "/v1/[removed]/x",
    count: 3,
  });
  // A prefix of letters is masked too, so this form cannot be kept.
  expect(removeSecrets(value, "", rules, isValid)).toMatchObject({ token: "[removed]" });
  expect(
    removeSecrets(value, "", rules, (each) => /^\w+$/.test((each as typeof value).token)),
  ).toEqual({ token: "aaa_0a0A", url: "/v1/aa_0A/x", count: 3 });
});

describe("a replay fails", () => {
  const one = async (): Promise<Recording> =>
    await record(async (send) => await send("/books?genre=sf&limit=2"));

  it.each<[title: string, path: string, body: unknown, problem: RegExp]>([
    ["another value", "/books?genre=sf&limit=3", undefined, /query\.limit: expected 2, received 3/],
    ["one value less", "/books?genre=sf", undefined, /query\.limit: expected 2, received nothing/],
    [
      "one more",
      "/books?genre=sf&limit=2&offset=1",
      undefined,
      /offset: expected nothing, received 1/,
    ],
    ["another operation", "/books", { title: "Dune" }, /no request of createBook/],
  ])("for a request with %s", async (_, path, body, problem) => {
    const double = createDouble({ contract, respond: replay(contract, await one()) });
    await expect(sender(double.fetch, api)(path, body)).rejects.toThrow(problem);
    expect(() => double.verify()).toThrow(problem);
  });

  it.each<
    [title: string, change: (exchange: Recording["exchanges"][number]) => object, problem: RegExp]
  >([
    [
      "a body",
      (each) => ({ response: { ...each.response, body: { books: [] } } }),
      /response: body.*total/,
    ],
    [
      "a status",
      (each) => ({ operation: "getBook", response: { ...each.response, status: 418 } }),
      /418 is not documented/,
    ],
    ["a parameter", () => ({ request: { query: { limit: 0 } } }), /request: query\.limit/],
    ["a required parameter", () => ({ operation: "getBook" }), /path parameter bookId is missing/],
    [
      "an operation",
      () => ({ operation: "oldBooks" }),
      /oldBooks: the contract has no such operation/,
    ],
  ])("when the contract changes %s", async (_, change, problem) => {
    const { version, exchanges } = await one();
    const changed = exchanges.map((each) => ({ ...each, ...change(each) }));
    expect(() => replay(contract, { version, exchanges: changed })).toThrow(problem);
  });

  it("for a value that is no recording", () => {
    for (const value of [{}, { version: 2, exchanges: [] }, { version: 1 }])
      expect(() => replay(contract, value as Recording)).toThrow("must be an object of");
  });
});

it("does not record a request that the contract does not have", async () => {
  const recorder = createRecorder({ contract, fetch: createDouble({ contract }).fetch });
  await expect(recorder.fetch(`${api}/bookz`)).rejects.toThrow("listBooks");
  expect((await recorder.recording()).exchanges).toEqual([]);
});

it("records behind another address", async () => {
  const baseUrl = "http://localhost:8080";
  const { fetch } = createDouble({ contract, baseUrl, respond: stateful(contract) });
  const recorder = createRecorder({ contract, baseUrl, fetch });
  await sender(recorder.fetch, baseUrl)("/books");
  const recording = await recorder.recording();
  const double = createDouble({ contract, respond: replay(contract, recording) });
  expect((await sender(double.fetch, api)("/books")).status).toBe(200);
});
