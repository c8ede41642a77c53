import type { RequestListener } from "node:http";
import {
  ApiError,
  AuthenticationError,
  ConflictError,
  ConnectionError,
  MissingCredentialError,
  NotFoundError,
  RateLimitError,
  ResponseError,
  SandboxesError,
  TimeoutError,
  createClient,
} from "@sandboxes/client";
import { describe, expect, test, vi } from "vitest";
import { json, serve } from "../serve.ts";

const apiKey = "sk_test_0123456789";

/** Calls a method with this response of the API. @returns the error that it rejects with */
async function errorOf(listener: RequestListener): Promise<unknown> {
  const { baseUrl } = await serve(listener);
  return createClient({ apiKey, baseUrl, maxRetries: 0 })
    .sandboxes.list()
    .then(
      () => expect.unreachable("it should have been rejected"),
      (error: unknown) => error,
    );
}

describe("an error of the API", () => {
  test.each([
    [400, "bad_request", ApiError],
    [401, "auth_failed", AuthenticationError],
    [404, "not_found", NotFoundError],
    [409, "conflict", ConflictError],
    [410, "gone", ApiError],
    [429, "rate_limited", RateLimitError],
    [429, "too_many_sandboxes", RateLimitError],
    [500, "internal_error", ApiError],
    [503, "service_unavailable", ApiError],
    [418, "a_new_code", ApiError],
  ])("%i %s", async (status, code, errorClass) => {
    const error = await errorOf(
      json({ error: { code, message: "Something is wrong." } }, status, {
        "X-Request-Id": "req_1",
        "X-More": "yes",
      }),
    );
    expect(error).toBeInstanceOf(errorClass);
    expect(error).toMatchObject({
      name: errorClass.name,
      message: "Something is wrong.",
      status,
      code,
      requestId: "req_1",
    });
    const { headers, response, stack } = error as ApiError;
    expect(headers.get("X-More")).toBe("yes");
    expect(response.status).toBe(status);
    expect(stack).toMatch(`${errorClass.name}: Something is wrong.`);
  });

  test.each([
    ["12", 12],
    [undefined, undefined],
    ["garbage", undefined],
  ])("429 with Retry-After %s has retryAfter %s", async (header, retryAfter) => {
    const body = { error: { code: "rate_limited", message: "Too many requests." } };
    const error = await errorOf(
      json(body, 429, header === undefined ? {} : { "Retry-After": header }),
    );
    expect(error).toHaveProperty("retryAfter", retryAfter);
  });

  test("429 with a date", async () => {
    const body = { error: { code: "rate_limited", message: "Too many requests." } };
    const error = await errorOf(
      json(body, 429, { "Retry-After": new Date(Date.now() + 60_000).toUTCString() }),
    );
    const { retryAfter } = error as RateLimitError;
    expect(retryAfter).toBeGreaterThan(50);
    expect(retryAfter).toBeLessThanOrEqual(60);
  });
});

describe("an answer that is not a success and not the API's own", () => {
  const html = "<html>\n  <h1>Bad gateway</h1>\n</html>";
  const fallback = "Status 404";
  test.each<[string, RequestListener, object]>([
    [
      "nothing",
      (_, response) => response.writeHead(404).end(),
      { code: "unknown", message: fallback },
    ],
    [
      "HTML",
      (_, response) => response.writeHead(404, { "Content-Type": "text/html" }).end(html),
      { code: "unknown", message: `${fallback}: <html> <h1>Bad gateway</h1> </html>` },
    ],
    [
      "a long text",
      (_, response) => response.writeHead(404).end("x".repeat(100_000)),
      { code: "unknown", message: `${fallback}: ${"x".repeat(200)}` },
    ],
    [
      "cut JSON",
      (_, response) => response.writeHead(404).end('{"error":'),
      { code: "unknown", message: `${fallback}: {"error":` },
    ],
    ["null", json(null, 404), { code: "unknown", message: fallback }],
    ["an array", json([1], 404), { code: "unknown", message: fallback }],
    ["error as a text", json({ error: "no" }, 404), { code: "unknown", message: fallback }],
    ["error as null", json({ error: null }, 404), { code: "unknown", message: fallback }],
    [
      "only a code",
      json({ error: { code: "not_found" } }, 404),
      { code: "not_found", message: fallback },
    ],
    [
      "only a message",
      json({ error: { message: "No." } }, 404),
      { code: "unknown", message: "No." },
    ],
    [
      "members of other types",
      json({ error: { code: [5], message: {} } }, 404),
      { code: "unknown", message: fallback },
    ],
    [
      "a body that breaks off",
      (_, response) => {
        response
          .writeHead(404, { "Content-Type": "application/json", "Content-Length": "100" })
          .write('{"error":', () => response.destroy());
      },
      { code: "unknown", message: `${fallback}: {"error":` },
    ],
  ])("%s is still the error of its status", async (_, listener, wanted) => {
    const error = await errorOf(listener);
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ ...wanted, status: 404 });
  });
});

describe("a success that is not what the contract says", () => {
  const broken = "its body is cut";
  test.each<[string, RequestListener, string, { status?: number; [member: string]: unknown }]>([
    [
      "HTML",
      (_, response) => response.setHeader("Content-Type", "text/html").end("<html>"),
      "its content type is text/html",
      { contentType: "text/html", body: "<html>" },
    ],
    [
      "JSON without a content type",
      (_, response) => response.end("[]"),
      "its content type is missing",
      { contentType: undefined, body: "[]" },
    ],
    [
      "cut JSON",
      (_, response) => response.setHeader("Content-Type", "application/json").end('[{"id":"é'),
      "its body is not JSON",
      { body: '[{"id":"é' },
    ],
    [
      "nothing",
      (_, response) => response.setHeader("Content-Type", "application/json").end(),
      "its body is empty",
      { body: "" },
    ],
    [
      "204",
      (_, response) => response.writeHead(204).end(),
      "its body is empty",
      { status: 204, body: "" },
    ],
    [
      "a long text",
      (_, response) => response.end("x".repeat(100_000)),
      "its content type is missing",
      { body: "x".repeat(1000) },
    ],
    [
      "a body that breaks off",
      (_, response) => {
        response
          .writeHead(200, { "Content-Type": "application/json", "Content-Length": "100" })
          .write('[{"id":', () => response.destroy());
      },
      broken,
      { body: '[{"id":', cause: expect.any(Error) },
    ],
  ])("%s", async (_, listener, problem, wanted) => {
    const error = await errorOf(listener);
    expect(error).toBeInstanceOf(ResponseError);
    const { status = 200 } = wanted;
    const message = `GET /sandboxes: status ${status}, but ${problem}.`;
    expect(error).toMatchObject({ name: "ResponseError", message, status, ...wanted });
  });

  test("rejects the raw client too", async () => {
    const { baseUrl } = await serve((_, response) => response.end("<html>"));
    await expect(
      createClient({ apiKey, baseUrl, maxRetries: 0 }).request.GET("/sandboxes"),
    ).rejects.toBeInstanceOf(ResponseError);
  });

  test.each([
    "application/json; charset=utf-8",
    "APPLICATION/JSON",
    "application/problem+json",
    "application/vnd.api+json ;v=1",
  ])("but %s is JSON", async (contentType) => {
    const { baseUrl } = await serve((_, response) =>
      response.setHeader("Content-Type", contentType).end("\uFEFF[]"),
    );
    expect(await createClient({ apiKey, baseUrl, maxRetries: 0 }).sandboxes.list()).toEqual([]);
  });

  test("a character that comes in two pieces is whole", async () => {
    const bytes = Buffer.from('["é"]');
    const { baseUrl } = await serve((_, response) => {
      response.setHeader("Content-Type", "application/json").write(bytes.subarray(0, 3));
      setTimeout(() => response.end(bytes.subarray(3)), 20);
    });
    expect(await createClient({ apiKey, baseUrl, maxRetries: 0 }).sandboxes.list()).toEqual(["é"]);
  });
});

describe("no answer", () => {
  test("the connection is refused", async () => {
    const { baseUrl, close } = await serve(json([]));
    await close();
    const error: unknown = await createClient({ apiKey, baseUrl, maxRetries: 0 })
      .sandboxes.list({ metadata: { a: "b" } })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toHaveProperty(
      "message",
      `No response to GET ${baseUrl}/sandboxes: connect ECONNREFUSED ${new URL(baseUrl).host}`,
    );
    expect(error).toHaveProperty("cause.cause.code", "ECONNREFUSED");
  });

  test("the connection breaks before the answer", async () => {
    const error = await errorOf((request) => request.destroy());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toHaveProperty("cause.name", "TypeError");
  });

  test.each([
    ["rejects", (): Promise<never> => Promise.reject(new Error("no network"))],
    [
      "throws",
      (): never => {
        throw new Error("no network");
      },
    ],
  ])("a custom fetch %s", async (_, fetch) => {
    const client = createClient({ apiKey, baseUrl: "http://localhost", fetch, maxRetries: 0 });
    await expect(client.sandboxes.list()).rejects.toThrow(
      "No response to GET http://localhost/sandboxes: no network",
    );
    await expect(client.request.GET("/health")).rejects.toBeInstanceOf(ConnectionError);
  });
});

test.each([undefined, null, {}])(
  "a custom fetch that gives %o instead of a response",
  async (answer) => {
    const client = createClient({
      apiKey,
      baseUrl: "http://localhost",
      fetch: () => answer as Response,
      maxRetries: 0,
    });
    await expect(client.sandboxes.list()).rejects.toThrow(
      "No response to GET http://localhost/sandboxes: `fetch` must return a Response.",
    );
  },
);

describe("isInstance", () => {
  const response = new Response(null, { status: 401 });
  const init = { message: "m", code: "c", response, body: "" };
  const classes: { name: string; isInstance(value: unknown): boolean }[] = [
    ApiError,
    AuthenticationError,
    ConflictError,
    NotFoundError,
    RateLimitError,
    ConnectionError,
    MissingCredentialError,
    ResponseError,
    TimeoutError,
  ];

  test.each<[Error, string[]]>([
    [new ApiError(init), ["ApiError"]],
    [new AuthenticationError(init), ["ApiError", "AuthenticationError"]],
    [new ConflictError(init), ["ApiError", "ConflictError"]],
    [new NotFoundError(init), ["ApiError", "NotFoundError"]],
    [new RateLimitError(init), ["ApiError", "RateLimitError"]],
    [new ConnectionError("m"), ["ConnectionError"]],
    [new MissingCredentialError("listSandboxes"), ["MissingCredentialError"]],
    [new ResponseError(init), ["ResponseError"]],
    [new TimeoutError("m"), ["TimeoutError"]],
  ])("of %s is true of %j alone", (error, wanted) => {
    // On its own, as a predicate for a filter or a test.
    const recognised = classes.filter(({ isInstance }) => isInstance(error));
    expect(recognised.map(({ name }) => name)).toEqual(wanted);
    expect(SandboxesError.isInstance(error)).toBe(true);
    expect(error.name).toBe(wanted.at(-1));
  });

  test.each([undefined, null, "ApiError", 1, {}, new Error("ApiError"), { name: "ApiError" }])(
    "is false for %o",
    (value) => {
      expect(ApiError.isInstance(value)).toBe(false);
    },
  );

  test("is true for an error of another copy of the package", async () => {
    vi.resetModules();
    const other = await import("@sandboxes/client");
    const error = new other.AuthenticationError(init);
    expect(error).not.toBeInstanceOf(AuthenticationError);
    expect(AuthenticationError.isInstance(error)).toBe(true);
    expect(ApiError.isInstance(error)).toBe(true);
    expect(ConflictError.isInstance(error)).toBe(false);
  });
});
