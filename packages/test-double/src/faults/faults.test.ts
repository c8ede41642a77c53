import { describe, expect, test } from "vitest";
import { documents, loadContract } from "../../test/generate.ts";
import { createDouble } from "../create-double.ts";
import type { Double } from "../double.ts";
import { stateful } from "../responders/stateful.ts";
import { createTestClock } from "../time/clock.ts";

const { contract } = await loadContract(documents.library);
const id = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
const headers = { authorization: "Bearer key" };

function createLibrary(): Double {
  const respond = stateful(contract, { items: { "/books": [{ id, title: "Dune".repeat(50) }] } });
  return createDouble({ contract, respond });
}

/** The ways to reach a double. Faults must look the same through each of them. */
const entries: Record<
  string,
  (double: Double) => Promise<[typeof fetch, string, () => Promise<void>]>
> = {
  "double.fetch": async (double) => [double.fetch, double.baseUrl, async () => {}],
  "double.listen()": async (double) => {
    const listener = await double.listen();
    return [fetch, listener.url, listener.close];
  },
  "double.install()": async (double) => {
    const { remove } = double.install();
    return [(input, init) => fetch(input, init), double.baseUrl, async () => remove()];
  },
};

describe.each(Object.keys(entries))("through %s", (name) => {
  const withDouble = async (
    run: (get: (path?: string) => Promise<Response>, double: Double) => Promise<void>,
  ): Promise<void> => {
    const double = createLibrary();
    const [send, baseUrl, end] = await entries[name]!(double);
    try {
      await run((path = `/books/${id}`) => send(baseUrl + path, { headers }), double);
    } finally {
      await end();
    }
  };

  test("an error response has the documented shape", () =>
    withDouble(async (get, double) => {
      double.fail("getBook", { status: 503, code: "busy", message: "Later.", retryAfter: 3 });
      const response = await get();
      expect(response.status).toBe(503);
      expect(response.headers.get("retry-after")).toBe("3");
      expect(await response.json()).toEqual({ error: { code: "busy", message: "Later." } });
      expect((await get()).status).toBe(200);
    }));

  test("a reset before the headers", () =>
    withDouble(async (get, double) => {
      double.fail({ reset: "before-headers" });
      const error = await get().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(TypeError);
      expect(error).toMatchObject({ message: "fetch failed", cause: { code: "ECONNRESET" } });
    }));

  test("a reset in the body", () =>
    withDouble(async (get, double) => {
      double.fail({ reset: "in-body" });
      const response = await get();
      expect(response.status).toBe(200);
      const error = await response.text().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(TypeError);
      expect(error).toMatchObject({ message: "terminated", cause: { code: "ECONNRESET" } });
    }));

  test("a truncated gzip ends cleanly, as Node reads it", () =>
    withDouble(async (get, double) => {
      const whole = await (await get()).text();
      double.fail({ body: "truncated-gzip" });
      const text = await (await get()).text();
      expect(text.length).toBeLessThan(whole.length);
      expect(whole.startsWith(text)).toBe(true);
    }));

  test("truncated JSON ends cleanly", () =>
    withDouble(async (get, double) => {
      double.fail({ body: "truncated" });
      const text = await (await get()).text();
      expect(text.length).toBeGreaterThan(10);
      expect(() => JSON.parse(text)).toThrow(SyntaxError);
    }));

  test("bytes that are not UTF-8", () =>
    withDouble(async (get, double) => {
      double.fail({ body: "garbled" });
      expect(await (await get()).text()).toContain("\uFFFD");
    }));

  test("the error page of a proxy", () =>
    withDouble(async (get, double) => {
      double.fail({ body: "html" });
      const response = await get();
      expect(response.status).toBe(502);
      expect(response.headers.get("content-type")).toContain("text/html");
    }));
});

describe("the scope of a fault", () => {
  const statuses = async (
    double: Double,
    count: number,
    path = `/books/${id}`,
  ): Promise<number[]> => {
    const found: number[] = [];
    for (let index = 0; index < count; index++)
      found.push((await double.fetch(double.baseUrl + path, { headers })).status);
    return found;
  };

  test("times", async () => {
    const double = createLibrary();
    const fault = double.fail("getBook", { status: 503, times: 2 });
    expect(await statuses(double, 3)).toEqual([503, 503, 200]);
    expect(fault.count).toBe(2);
  });

  test("a fault lasts until it is removed", async () => {
    const double = createLibrary();
    const fault = double.fail("getBook", { status: 503, times: Infinity });
    expect(await statuses(double, 3)).toEqual([503, 503, 503]);
    fault.remove();
    expect(await statuses(double, 1)).toEqual([200]);
  });

  test("the same seed selects the same share", async () => {
    const run = (): Promise<number[]> => {
      const double = createLibrary();
      double.fail("getBook", { status: 503, share: 0.5, times: Infinity });
      return statuses(double, 40);
    };
    const first = await run();
    expect(await run()).toEqual(first);
    expect(new Set(first)).toEqual(new Set([200, 503]));
  });

  test("an id and an operation", async () => {
    const double = createLibrary();
    double.fail("getBook", { id: "other", status: 503, times: Infinity });
    double.fail("listBooks", { status: 500, times: Infinity });
    expect(await statuses(double, 1)).toEqual([200]);
    expect(await statuses(double, 1, "/books")).toEqual([500]);
  });

  test.each([
    [
      "a status that is not documented",
      () => ({ status: 418 }),
      "getBook does not document the status 418",
    ],
    ["a negative number of times", () => ({ times: 0 }), "`times` must be a number above 0"],
    ["a share above 1", () => ({ share: 2 }), "`share` must be from 0 to 1"],
  ])("%s is rejected immediately", (_, fault, message) => {
    const double = createLibrary();
    expect(() => double.fail("getBook", fault())).toThrow(message);
  });

  test("an undocumented status is possible with `undocumented`", async () => {
    const double = createLibrary();
    double.fail("getBook", { status: 418, undocumented: true });
    expect(await statuses(double, 1)).toEqual([418]);
  });

  test("an operation that does not exist", () => {
    expect(() => createLibrary().fail("getBok", {})).toThrow('no operation "getBok"');
  });
});

test("latency uses the clock of the double", async () => {
  const clock = createTestClock();
  const double = createDouble({ contract, clock, respond: stateful(contract) });
  double.fail("listBooks", { latency: "10s" });
  let isDone = false;
  const response = double.fetch(`${double.baseUrl}/books`, { headers }).then((found) => {
    isDone = true;
    return found;
  });
  await clock.advance("9s");
  expect(isDone).toBe(false);
  await clock.advance("1s");
  expect((await response).status).toBe(200);
});
