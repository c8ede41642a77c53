import { afterEach, describe, expect, test, vi } from "vitest";
import { type ClientOptions, readOptions } from "./client-options.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

describe("the API key", () => {
  test.each([
    [undefined, "", undefined],
    [undefined, "sk_env", "sk_env"],
    ["sk_option", "sk_env", "sk_option"],
    ["", "sk_env", undefined],
    ["!#[]~", "", "!#[]~"],
  ])("option %j, variable %j: %j", (apiKey, variable, wanted) => {
    vi.stubEnv("SUPERSERVE_API_KEY", variable);
    expect(readOptions({ apiKey }).apiKey).toBe(wanted);
  });

  test.each([
    "sk_secret\n",
    " sk_secret",
    "sk_\u2026secret",
    "sk_é_secret",
    "sk_\0_secret",
    "sk_a secret",
    'sk_"secret',
    "sk_\\secret",
  ])("%j is refused", (apiKey) => {
    const message = '`apiKey` (SUPERSERVE_API_KEY) must be visible ASCII, no spaces, " and \\.';
    expect(() => readOptions({ apiKey })).toThrow(new TypeError(message));
    if (apiKey.includes("\0")) return;
    vi.stubEnv("SUPERSERVE_API_KEY", apiKey);
    expect(() => readOptions({})).toThrow(new TypeError(message));
  });

  test("something else than a text is refused", () => {
    expect(() => readOptions({ apiKey: 12 as unknown as string })).toThrow(
      "`apiKey` (SUPERSERVE_API_KEY) must be",
    );
  });
});

describe("in a browser", () => {
  test.each<ClientOptions>([{ apiKey: "sk_option" }, {}])("a key is refused: %j", (options) => {
    vi.stubEnv("SUPERSERVE_API_KEY", "sk_env");
    vi.stubGlobal("document", {});
    expect(() => readOptions(options)).toThrow(
      new TypeError("In a browser `apiKey` needs `dangerouslyAllowBrowser`."),
    );
    expect(readOptions({ ...options, dangerouslyAllowBrowser: true }).apiKey).toMatch(/^sk_/);
  });

  test("nothing is asked for without a key", () => {
    vi.stubGlobal("document", {});
    expect(readOptions({}).apiKey).toBeUndefined();
  });
});

describe("the base URL", () => {
  test.each([
    [undefined, "", "https://api-staging.superserve.ai"],
    [undefined, "http://localhost:8080", "http://localhost:8080"],
    ["http://127.0.0.1:1", "http://localhost:8080", "http://127.0.0.1:1"],
    ["https://example.com/", "", "https://example.com"],
    ["https://example.com/v1//", "", "https://example.com/v1"],
    ["HTTPS://EXAMPLE.com:443/{a}", "", "https://example.com/%7Ba%7D"],
  ])("option %j, variable %j: %s", (baseUrl, variable, wanted) => {
    vi.stubEnv("SUPERSERVE_BASE_URL", variable);
    expect(readOptions({ baseUrl }).baseUrl).toBe(wanted);
  });

  test.each([
    "",
    "example.com",
    "localhost:8080",
    "/v1",
    "ftp://example.com",
    "https://",
    "https://[",
    "https://user:sk_secret@example.com",
    "https://example.com?key=sk_secret",
    "https://example.com#x",
  ])("%j is refused", (baseUrl) => {
    const message =
      "`baseUrl` (SUPERSERVE_BASE_URL) must be an http(s) URL without user, query and hash.";
    expect(() => readOptions({ baseUrl })).toThrow(new TypeError(message));
    if (baseUrl === "") return;
    vi.stubEnv("SUPERSERVE_BASE_URL", baseUrl);
    expect(() => readOptions({})).toThrow(new TypeError(message));
  });
});

describe("without an environment", () => {
  test.each([
    ["in a browser", undefined],
    ["in a worker", {}],
    [
      "where it is forbidden",
      {
        get env(): never {
          throw new Error("NotCapable");
        },
      },
    ],
  ])("%s the defaults stand", (_, value) => {
    vi.stubEnv("SUPERSERVE_API_KEY", "sk_env");
    vi.stubGlobal("process", value);
    const { apiKey, baseUrl } = readOptions({});
    vi.unstubAllGlobals();
    expect({ apiKey, baseUrl }).toEqual({
      apiKey: undefined,
      baseUrl: "https://api-staging.superserve.ai",
    });
  });
});

describe("the headers", () => {
  test.each([[{ a: "1" }], [[["a", "1"]] as const], [new Headers({ a: "1" })]])(
    "are taken in every form: %o",
    (headers) => {
      expect(readOptions({ headers }).headers).toEqual({ a: "1" });
    },
  );

  test("are not repeated when one is refused", () => {
    expect(() => readOptions({ headers: { a: "secret\n1" } })).toThrow(
      new TypeError("`headers` are invalid."),
    );
  });
});

test("the global fetch is looked up when a request is sent", async () => {
  const { fetch } = readOptions({});
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("patched")));
  expect(await (await fetch("http://localhost", {})).text()).toBe("patched");
});
