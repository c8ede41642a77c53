import { afterEach, describe, expect, test, vi } from "vitest";
import { anyErrors } from "../response/error-fields.ts";
import { type ApiFacts, type ClientOptions, readOptions } from "./client-options.ts";
import { serverTemplate } from "./server-template.ts";
import type { CredentialOption } from "../operation.ts";
import type { Settings } from "./settings.ts";

const api: ApiFacts = {
  server: "https://api.pets.example",
  environment: { baseUrl: "PETS_URL", credentials: { key: "PETS_KEY" } },
  errors: anyErrors,
};
const read = (options: ClientOptions, more: Partial<ApiFacts> = {}): Settings =>
  readOptions(options, { ...api, ...more });

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

describe("a credential", () => {
  const token = (): string => "t";
  test.each<[CredentialOption | undefined, string, unknown]>([
    [undefined, "", undefined],
    [undefined, "sk_env", "sk_env"],
    ["sk_option", "sk_env", "sk_option"],
    ["", "sk_env", undefined],
    [null, "sk_env", null],
    [token, "sk_env", token],
    ["!#[]~", "", "!#[]~"],
    ['sk_"quoted\\', "", 'sk_"quoted\\'],
  ])("option %j, variable %j: %j", (key, variable, wanted) => {
    vi.stubEnv("PETS_KEY", variable);
    expect(read({ credentials: { key } }).credentials["key"]).toBe(wanted);
  });

  test.each([
    "sk_secret\n",
    " sk_secret",
    "sk_\u2026secret",
    "sk_é_secret",
    "sk_\0_secret",
    "sk_a secret",
  ])("%j is refused", (key) => {
    const message = "The credential `key` must be visible ASCII without spaces.";
    expect(() => read({ credentials: { key } })).toThrow(new TypeError(message));
    if (key.includes("\0")) return;
    vi.stubEnv("PETS_KEY", key);
    expect(() => read({})).toThrow(new TypeError(message));
  });

  test.each([12, {}, { username: "a" }])("%j is refused", (key) => {
    expect(() => read({ credentials: { key: key as unknown as string } })).toThrow(
      "The credential `key` must be a text, `{ username, password }`, a function or null.",
    );
  });
});

describe("in a browser", () => {
  const inBrowser = (): void => {
    vi.stubGlobal("document", {});
    vi.stubGlobal("process", undefined);
  };
  const key = "sk_option";

  test("a credential is refused, unless it is allowed or comes from elsewhere", () => {
    inBrowser();
    expect(() => read({ credentials: { key } })).toThrow(
      "In a browser the credential `key` needs `dangerouslyAllowBrowser`",
    );
    const allowed = read({ credentials: { key }, dangerouslyAllowBrowser: true });
    expect(allowed.credentials).toEqual({ key });
    expect(read({ credentials: { key: null } }).credentials).toEqual({ key: null });
    expect(read({}).credentials).toEqual({ key: undefined });
  });

  test("jsdom and happy-dom are no browsers: they run on Node", () => {
    vi.stubGlobal("document", {});
    expect(read({ credentials: { key } }).credentials).toEqual({ key });
  });

  test("a base URL may be relative to the page", () => {
    inBrowser();
    vi.stubGlobal("location", { href: "https://shop.example/app/index.html" });
    expect(read({ baseUrl: "/api/" }).baseUrl).toBe("https://shop.example/api");
    expect(read({ baseUrl: "api" }).baseUrl).toBe("https://shop.example/app/api");
  });

  test("no user agent is set, which would cause a preflight request", () => {
    expect(read({}, { userAgent: "pets/1" }).headers).toEqual({ "user-agent": "pets/1" });
    inBrowser();
    expect(read({}, { userAgent: "pets/1" }).headers).toEqual({});
  });
});

test("the base URL does not need URL.canParse, which Safari 16 does not have", () => {
  vi.stubGlobal(
    "URL",
    class extends URL {
      static override canParse = undefined as never;
    },
  );
  expect(read({}).baseUrl).toBe("https://api.pets.example");
});

describe("a server with variables", () => {
  const server = serverTemplate("https://{region}.pets.example/{base}", {
    region: { default: "eu", values: ["eu", "us"] },
    base: { default: "v1" },
  });
  test.each([
    [undefined, "https://eu.pets.example/v1"],
    [{ region: "us", base: "v2" }, "https://us.pets.example/v2"],
  ])("%j", (serverVariables, wanted) => {
    expect(read({ serverVariables }, { server }).baseUrl).toBe(wanted);
  });

  test.each([
    [{ region: "mars" }, "The server variable `region` must be eu, us, not mars."],
    [{ regin: "eu" }, "The server has no variable `regin`."],
  ])("refuses %j", (serverVariables, message) => {
    expect(() => read({ serverVariables }, { server })).toThrow(new TypeError(message));
  });
});

describe("the base URL", () => {
  test.each([
    [undefined, "", "https://api.pets.example"],
    [undefined, "http://localhost:8080", "http://localhost:8080"],
    ["http://127.0.0.1:1", "http://localhost:8080", "http://127.0.0.1:1"],
    ["https://example.com/", "", "https://example.com"],
    ["https://example.com/v1//", "", "https://example.com/v1"],
    ["HTTPS://EXAMPLE.com:443/{a}", "", "https://example.com/%7Ba%7D"],
  ])("option %j, variable %j: %s", (baseUrl, variable, wanted) => {
    vi.stubEnv("PETS_URL", variable);
    expect(read({ baseUrl }).baseUrl).toBe(wanted);
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
    const message = "`baseUrl` (PETS_URL) must be an http(s) URL without user, query and hash.";
    expect(() => read({ baseUrl })).toThrow(new TypeError(message));
    if (baseUrl === "") return;
    vi.stubEnv("PETS_URL", baseUrl);
    expect(() => read({})).toThrow(new TypeError(message));
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
    vi.stubEnv("PETS_KEY", "sk_env");
    vi.stubGlobal("process", value);
    const { credentials, baseUrl } = read({});
    vi.unstubAllGlobals();
    expect({ key: credentials["key"], baseUrl }).toEqual({
      key: undefined,
      baseUrl: "https://api.pets.example",
    });
  });
});

describe("the headers", () => {
  test.each([[{ a: "1" }], [[["a", "1"]] as const], [new Headers({ a: "1" })]])(
    "are taken in every form: %o",
    (headers) => {
      expect(read({ headers }).headers).toEqual({ a: "1" });
    },
  );

  test("are not repeated when one is refused", () => {
    expect(() => read({ headers: { a: "secret\n1" } })).toThrow(
      new TypeError("`headers` holds a name or a value that HTTP does not allow."),
    );
  });
});

test("the global fetch is looked up when a request is sent", async () => {
  const { fetch } = read({});
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("patched")));
  expect(await (await fetch("http://localhost", { method: "GET", headers: {} })).text()).toBe(
    "patched",
  );
});
