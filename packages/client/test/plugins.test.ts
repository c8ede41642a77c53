import { channel, subscribe, unsubscribe } from "node:diagnostics_channel";
import { type Plugin, type ResponseError, createClient } from "@sandboxes/client";
import { diagnostics } from "@sandboxes/client/diagnostics";
import { logging } from "@sandboxes/client/logging";
import { type Middleware, middleware } from "@sandboxes/client/middleware";
import { validation } from "@sandboxes/client/validation";
import createFetchClient from "openapi-fetch";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { json, serve } from "./serve.ts";

const apiKey = "sk_test_0123456789";
const sandbox = {
  id: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
  name: "demo",
  status: "active",
  vcpu_count: 2,
  memory_mib: 512,
  created_at: "2023-11-07T05:31:56Z",
  metadata: {},
};

test("plugins stand around each attempt, the first one outermost", async () => {
  const { baseUrl, requests } = await serve((request, response) =>
    json([], requests.length < 2 ? 503 : 200)(request, response),
  );
  const seen: string[] = [];
  const named =
    (name: string): Plugin =>
    (next) =>
    async (attempt) => {
      seen.push(`${name} ${attempt.operation.id} ${attempt.number}`);
      const answer = await next(attempt);
      seen.push(`${name} ${answer.response.status}`);
      return answer;
    };
  const plugins = [named("a"), named("b")];
  await createClient({ apiKey, baseUrl, plugins, random: () => 0 }).sandboxes.list();
  const of = (number: number, status: number): string[] => [
    `a listSandboxes ${number}`,
    `b listSandboxes ${number}`,
    `b ${status}`,
    `a ${status}`,
  ];
  expect(seen).toEqual([...of(1, 503), ...of(2, 200)]);
});

describe("middleware does what it does in openapi-fetch", () => {
  const mark = (name: string, seen: string[]): Middleware => ({
    onRequest({ request }) {
      seen.push(`${name} request`);
      request.headers.append("X-Seen", name);
    },
    onResponse({ response }) {
      seen.push(`${name} response`);
      const body = response.body;
      const headers = { "Content-Type": "application/json", "X-By": name };
      return new Response(body, { status: response.status, headers });
    },
    onError({ error }) {
      seen.push(`${name} error`);
      return new Error(`${name} of ${(error as Error).name}`);
    },
  });
  const cases: [string, (seen: string[]) => Middleware[]][] = [
    ["marks", (seen) => [mark("a", seen), mark("b", seen)]],
    ["nothing", () => [{ onRequest: () => {} }]],
    [
      "another request",
      () => [
        { onRequest: ({ request }) => new Request(request, { headers: { "X-Seen": "new" } }) },
      ],
    ],
    [
      "an answer of its own",
      (seen) => [
        { onRequest: () => Response.json({ status: "ok", version: "own" }) },
        mark("b", seen),
      ],
    ],
    ["something wrong", () => [{ onRequest: () => "no" as unknown as Request }]],
    ["something wrong after", () => [{ onResponse: () => "no" as unknown as Response }]],
    [
      "an error thrown",
      () => [
        {
          onRequest: () => {
            throw new Error("thrown");
          },
        },
      ],
    ],
    [
      "an error thrown after others",
      (seen) => [
        mark("a", seen),
        {
          onRequest: () => {
            throw new Error("thrown");
          },
        },
      ],
    ],
  ];

  const ways: [string, (all: Middleware[]) => Plugin[]][] = [
    ["in one plugin", (all) => [middleware(...all)]],
    ["in one plugin each", (all) => all.map((one) => middleware(one))],
  ];
  const rows = ways.flatMap(([way, plug]) =>
    cases.map(([name, make]) => [`${name}, ${way}`, make, plug] as const),
  );

  test.each(rows)("%s", async (_, make, plug) => {
    const { baseUrl, requests } = await serve(json({ status: "ok", version: "1" }));
    const run = async (get: () => Promise<unknown>): Promise<unknown> => {
      const from = requests.length;
      const result = await get().catch((error: unknown) => (error as Error).constructor.name);
      const isRejected = typeof result === "string";
      return [
        isRejected ? "rejected" : result,
        requests.slice(from).map(({ headers }) => headers["x-seen"]),
      ];
    };
    const pick = ({ data, response }: { data?: unknown; response: Response }): unknown => [
      data,
      response.headers.get("X-By"),
    ];
    const seenByPeer: string[] = [];
    const peer = createFetchClient({ baseUrl });
    peer.use(...(make(seenByPeer) as never[]));
    const theirs = await run(async () => pick(await peer.GET("/health" as never)));
    const seen: string[] = [];
    const client = createClient({ baseUrl, plugins: plug(make(seen)) });
    const mine = await run(async () => pick(await client.request.GET("/health")));
    expect(mine).toEqual(theirs);
    expect(seen).toEqual(seenByPeer);
  });

  test.each(ways)("an error in place of a failed connection, or an answer, %s", async (_, plug) => {
    const seen: string[] = [];
    const fetch = (): never => {
      throw new Error("no network");
    };
    const base = { baseUrl: "http://localhost", fetch, maxRetries: 0 };
    const marked = createClient({
      ...base,
      plugins: plug([mark("a", seen), mark("b", seen)]),
    });
    await expect(marked.health.get()).rejects.toThrow("a of Error");
    expect(seen).toEqual(["a request", "b request", "b error", "a error"]);
    const saved = createClient({
      ...base,
      plugins: [middleware({ onError: () => Response.json({ status: "ok" }) })],
    });
    expect(await saved.health.get()).toEqual({ status: "ok" });
  });

  test("sends the body on", async () => {
    const bodies: string[] = [];
    const { baseUrl } = await serve((request, response) => {
      request.on("data", (chunk: Buffer) => bodies.push(chunk.toString()));
      request.on("end", () => json(sandbox, 201)(request, response));
    });
    const onRequest = ({ request }: { request: Request }): void => request.headers.delete("a");
    const plugins = [middleware({ onRequest })];
    await createClient({ apiKey, baseUrl, plugins }).sandboxes.create({ name: "demo" });
    expect(bodies).toEqual(['{"name":"demo"}']);
  });
});

describe("logging", () => {
  test("tells what happens, and no secret", async () => {
    const { baseUrl, requests } = await serve((request, response) =>
      json(
        requests.length === 1 ? { error: { code: "rate_limited", message: apiKey } } : [],
        requests.length === 1 ? 429 : 200,
        {
          "Set-Cookie": "secret_cookie",
          "RateLimit-Remaining": "3",
          "X-Request-Id": `r_${apiKey}`,
        },
      )(request, response),
    );
    const lines: [string, string, object][] = [];
    const logger = {
      debug: (message: string, details: object) => lines.push(["debug", message, details]),
      warn: (message: string, details: object) => lines.push(["warn", message, details]),
    };
    const client = createClient({
      apiKey,
      baseUrl,
      headers: { Authorization: "secret_token" },
      plugins: [logging(logger)],
      random: () => 0,
    });
    await client.sandboxes.list({ metadata: { env: "secret_value" } });
    expect(lines.map(([level, message]) => `${level} ${message}`)).toEqual([
      "debug GET /sandboxes is sent",
      "warn GET /sandboxes returned 429",
      "debug GET /sandboxes is sent",
      "debug GET /sandboxes returned 200",
    ]);
    expect(lines[1]?.[2]).toMatchObject({
      operation: "listSandboxes",
      url: `${baseUrl}/sandboxes`,
      attempt: 1,
      status: 429,
      code: "rate_limited",
      duration: expect.any(Number),
      headers: {
        "ratelimit-remaining": "3",
        "set-cookie": "[redacted]",
        "x-request-id": "r_[secret]",
      },
    });
    const shown = JSON.stringify(lines);
    expect(shown).not.toContain(apiKey);
    expect(shown).not.toMatch(/secret_/);
  });

  test("and why no answer came", async () => {
    const warn = vi.fn<(message: string, details: object) => void>();
    const base = { baseUrl: "http://127.0.0.1:1", maxRetries: 0 };
    const failing: Plugin = () => () => Promise.reject(new Error(`secret_${apiKey}`));
    for (const inner of [[], [failing]]) {
      const plugins = [logging({ debug: () => {}, warn }), ...inner];
      await createClient({ ...base, plugins })
        .health.get()
        .catch(() => {});
    }
    expect(warn.mock.calls.map(([, details]) => details)).toMatchObject([
      { error: expect.stringMatching(/ECONNREFUSED|bad port/) },
      { error: "an error of a plugin" },
    ]);
  });
});

describe("diagnostics", () => {
  test("are published on their channels", async () => {
    const { baseUrl, requests } = await serve((request, response) => {
      const isFirst = requests.length === 1;
      setTimeout(() => (isFirst ? request.destroy() : json([], 200)(request, response)), 50);
    });
    const seen: unknown[] = [];
    for (const name of ["attempt", "retry", "response", "error"]) {
      const note = (message: unknown): number => seen.push([name, message]);
      subscribe(`client-runtime:${name}`, note);
      onTestFinished(() => void unsubscribe(`client-runtime:${name}`, note));
    }
    const plugins = [diagnostics()];
    await createClient({ apiKey, baseUrl, plugins, random: () => 0 }).sandboxes.list();
    const first = { operation: "listSandboxes", attempt: 1 };
    const second = { operation: "listSandboxes", attempt: 2 };
    // A timer may be early by part of a millisecond.
    const duration: unknown = expect.toSatisfy((value: number) => value > 40);
    expect(seen).toEqual([
      ["attempt", first],
      [
        "error",
        { ...first, duration, error: expect.objectContaining({ name: "ConnectionError" }) },
      ],
      ["retry", { ...second, delay: 0 }],
      ["attempt", second],
      ["response", { ...second, duration, status: 200 }],
    ]);
  });

  test("are nothing where there are no channels, or no subscribers", async () => {
    expect(channel("client-runtime:attempt").hasSubscribers).toBe(false);
    const { baseUrl } = await serve(json({ status: "ok", version: "1" }));
    const withChannels = createClient({ baseUrl, plugins: [diagnostics()] });
    vi.stubGlobal("process", undefined);
    const without = createClient({ baseUrl, plugins: [diagnostics()] });
    vi.unstubAllGlobals();
    for (const client of [withChannels, without])
      expect(await client.health.get()).toMatchObject({ status: "ok" });
  });
});

describe("validation", () => {
  test.each<[string, unknown]>([
    ["what the contract says", [sandbox]],
    ["a field that it does not know", [{ ...sandbox, more: 1 }]],
    ["a status that it does not know", [{ ...sandbox, status: "starting" }]],
  ])("lets pass %s", async (_, body) => {
    const { baseUrl } = await serve(json(body));
    const client = createClient({ apiKey, baseUrl, plugins: [validation("strict")] });
    expect(await client.sandboxes.list()).toEqual(body);
  });

  test.each<[string, unknown, string]>([
    ["another type", {}, "must be an array"],
    ["a field too few", [{ ...sandbox, id: undefined }], "0.id: is missing"],
    ["many things", [{}], "0.id: is missing; 0.name: is missing; 0.status: is missing; 4 more"],
  ])("refuses %s, or reports it", async (_, body, problem) => {
    const { baseUrl, requests } = await serve(json(body));
    const message = `GET /sandboxes: status 200, but its body breaks the contract: ${problem}.`;
    const strict = createClient({ apiKey, baseUrl, plugins: [validation("strict")] });
    await expect(strict.sandboxes.list()).rejects.toThrow(
      expect.objectContaining({ name: "ResponseError", message, body: JSON.stringify(body) }),
    );
    expect(requests).toHaveLength(1);
    const reported: ResponseError[] = [];
    const plugins = [validation("warn", (error) => reported.push(error))];
    expect(await createClient({ apiKey, baseUrl, plugins }).sandboxes.list()).toEqual(
      JSON.parse(JSON.stringify(body)),
    );
    expect(reported.map((error) => error.message)).toEqual([message]);
  });

  test("rejects a response that nests more deeply than the stack", async () => {
    const text = `[{"id":${"[".repeat(100_000)}${"]".repeat(100_000)}}]`;
    const fetch = (): Response =>
      new Response(text, { headers: { "Content-Type": "application/json" } });
    const client = createClient({ apiKey, fetch, plugins: [validation("strict")] });
    await expect(client.sandboxes.list()).rejects.toMatchObject({
      name: "ResponseError",
      body: "",
    });
  });

  test("does not show the key that an answer repeats", async () => {
    const metadata = { [apiKey]: apiKey.length };
    const { baseUrl } = await serve(json([{ ...sandbox, metadata }]));
    const client = createClient({ apiKey, baseUrl, plugins: [validation("strict")] });
    const error: unknown = await client.sandboxes.list().catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      message: expect.stringContaining("0.metadata.[secret]: "),
      body: JSON.stringify([{ ...sandbox, metadata: { "[secret]": apiKey.length } }]),
    });
  });

  test("says nothing of errors, and of what has no body", async () => {
    const { baseUrl } = await serve((request, response) =>
      request.method === "DELETE"
        ? response.writeHead(204).end()
        : json({}, 404)(request, response),
    );
    const client = createClient({ apiKey, baseUrl, plugins: [validation("strict")] });
    await client.sandboxes.delete(sandbox.id);
    await expect(client.sandboxes.get(sandbox.id)).rejects.toHaveProperty("status", 404);
  });
});
