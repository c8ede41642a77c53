import { createRequire } from "node:module";
import { inspect } from "node:util";
import { type Credentials, type FetchInit, createApiClient } from "@sandboxes/client-runtime";
import { describe, expect, test } from "vitest";
import { Document, type Json } from "./serializer/document.ts";
import { generateClient } from "./serializer/generate-client.ts";

const require = createRequire(import.meta.url);

// Documents of other people, with the kinds of credentials that they declare.
const documents: readonly [name: string, spec: string][] = [
  [
    "Figma: OAuth 2.0 and a key in a header",
    require.resolve("@figma/rest-api-spec/openapi/openapi.yaml"),
  ],
  ["GitBook: a bearer token", require.resolve("@gitbook/api/spec/openapi.json")],
  ["Scalar Galaxy: all kinds", require.resolve("@scalar/galaxy/3.1.yaml")],
  ["ReadMe: basic", require.resolve("@readme/oas-examples/3.1/json/readme.json")],
  ["Train Travel: OAuth 2.0", require.resolve("@readme/oas-examples/3.1/json/train-travel.json")],
  ["Security: all kinds", require.resolve("@readme/oas-examples/3.0/json/security.json")],
];

const baseUrl = "https://api.example/v1";
type Raw = Record<string, (path: string, init: object) => Promise<{ error?: unknown }>>;

/** A credential, the text by which it is found in a request, and the place where it belongs. */
interface Expected {
  credential: Credentials[string];
  text: string;
  place: string;
}

function expectedOf(name: string, scheme: Json): Expected | undefined {
  const secret = `secret-${name.replaceAll(/\W/g, "")}-0123456789`;
  const token: Expected = { credential: secret, text: secret, place: "header authorization" };
  switch (scheme["type"]) {
    case "apiKey": {
      const key = scheme["in"] === "header" ? String(scheme["name"]).toLowerCase() : "cookie";
      const place = scheme["in"] === "query" ? "url" : `header ${key}`;
      return { ...token, place };
    }
    case "http": {
      if (String(scheme["scheme"]).toLowerCase() === "bearer") return token;
      if (String(scheme["scheme"]).toLowerCase() !== "basic") return undefined;
      const text = btoa(`ada:${secret}`);
      return { ...token, credential: { username: "ada", password: secret }, text };
    }
    case "oauth2":
    case "openIdConnect":
      return token;
    default:
      return undefined;
  }
}

/** Every place of a request that holds a text. */
function placesOf(text: string, url: string, { headers, ...init }: FetchInit): string[] {
  return [
    ...(url.includes(text) ? ["url"] : []),
    ...Object.entries(headers).flatMap(([name, value]) =>
      name.includes(text) || value.includes(text) ? [`header ${name}`] : [],
    ),
    ...(inspect(init, { depth: 9 }).includes(text) ? ["init"] : []),
  ];
}

describe.each(documents)("%s", (_, spec) => {
  test("a secret is in its place and nowhere else, also if the response repeats the request", async () => {
    const document = new Document(spec);
    const { api } = await generateClient(spec);
    const schemes = new Map(
      Object.entries(document.securitySchemes()).flatMap(([name, scheme]) => {
        const expected = expectedOf(name, scheme);
        return expected ? [[name, expected] as const] : [];
      }),
    );
    expect(schemes.size).toBeGreaterThan(0);
    const requests: [string, FetchInit][] = [];
    const client = createApiClient(api, {
      baseUrl,
      credentials: Object.fromEntries([...schemes].map(([name, each]) => [name, each.credential])),
      maxRetries: 0,
      fetch(url, init) {
        requests.push([url, init]);
        const echo = JSON.stringify({
          code: url,
          message: JSON.stringify([url, init.headers]),
          url,
        });
        return new Response(echo, {
          status: 400,
          headers: { "content-type": "application/json", "x-request-id": btoa(url).slice(0, 9) },
        });
      },
    });
    const described = document.operations();
    let withSecrets = 0;
    for (const operation of api.operations) {
      const same = described.find(
        ({ method, path }) => method === operation.method && path === operation.path,
      );
      const path: Json = {};
      const input = { path, query: {} as Json, header: {} as Json, cookie: {} as Json };
      for (const parameter of same!.parameters) {
        const { name, in: where } = document.describe(parameter);
        const value = document.parameterValue(document.schemaOf(parameter));
        if (where === "path" || parameter["required"] === true) input[where][name] = value;
      }
      const send = (client.request as Raw)[operation.method];
      const outcome = await send?.(operation.path, { params: input });
      const error = outcome?.error;
      const [url, init] = requests.pop()!;
      const usable = same!.security.filter((names) => names.every((name) => schemes.has(name)));
      const chosen = usable.find((names) => names.length > 0) ?? [];
      for (const [name, { text, place }] of schemes) {
        const wanted = chosen.includes(name) ? [place] : [];
        expect([operation.id, name, placesOf(text, url, init)]).toEqual([
          operation.id,
          name,
          wanted,
        ]);
        const shown = [inspect(error, { depth: 4, showHidden: true }), JSON.stringify(error)];
        shown.push(inspect((error as { body: unknown }).body, { depth: 9 }), String(error));
        expect([operation.id, name, shown.some((each) => each.includes(text))]).toEqual([
          operation.id,
          name,
          false,
        ]);
      }
      withSecrets += chosen.length > 0 ? 1 : 0;
    }
    expect(withSecrets).toBeGreaterThan(0);
  });
});
