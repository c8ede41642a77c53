import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { diagnose } from "../../test/diagnose.ts";
import { folder } from "../../test/project/folder.ts";
import { ConfigError } from "../config/config-error.ts";
import { generate } from "../generate.ts";
import { checkSyntax } from "./check-syntax.ts";

// The last test loads the compiler and its libraries.
vi.setConfig({ testTimeout: 120_000 });

const long = Array.from({ length: 20_000 }, (_, n) => `export const name${n}: number = ${n};\n`);

describe("checkSyntax", () => {
  it.each<[text: string, isOurs: boolean, line: number | undefined]>([
    ["", true, undefined],
    ["export const a: number = 1;\n", true, undefined],
    ["export const a: number = 1;\nexport const 2b = 1;\n", true, 2],
    ["export interface A {\n  b-c: string;\n}\n", true, 2],
    ['const text = "a\nb";\n', true, 1],
    [long.join(""), true, undefined],
    [`${long.join("")}export const 2b = 1;\n`, true, long.length + 1],
    [`${long.join("")}const a = \`\nexport const 2b\n\`;\n`, false, undefined],
  ])("%#", (text, isOurs, line) => {
    expect(checkSyntax(text, isOurs)?.line).toBe(line);
  });
});

it("writes nothing if an emitter of the configuration returns no TypeScript", async () => {
  const base = folder({
    "openapi.yaml": 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\n',
  });
  const artifacts = ["types" as const, { name: "own", emit: () => "export const 1a = 1;\n" }];
  const generation = generate({ specs: [{ spec: "openapi.yaml", out: "src", artifacts }] }, base);
  await expect(generation).rejects.toThrow(ConfigError);
  await expect(generation).rejects.toThrow(
    /"own" returned a text that is not TypeScript \(line 1: /,
  );
  expect(readdirSync(base)).toEqual(["openapi.yaml"]);
});

/** Names that a naive generator would write as they are, or that something else in a file has. */
const odd = [
  "1",
  "2fa-setup",
  "---",
  "日本",
  "é",
  "😀",
  "class",
  "constructor",
  "__proto__",
  "a.b",
  "'quote\"",
  "back`tick${x}",
  "new\nline",
  "*/",
  "Types",
  "types",
  "number",
  "Number",
  "Array",
  "Validator",
  "requests",
  "components",
  "undefined",
  "default",
  "await",
];

it("writes TypeScript whatever operations and schemas are called", async () => {
  const schema = { type: "object", required: ["v"], properties: { v: { type: "string" } } };
  const names = odd.filter((name) => name !== "__proto__");
  const paths = odd.map((id, index) => {
    const ref = names[index % names.length] ?? "";
    const pointer = ref.replaceAll("~", "~0").replaceAll("/", "~1");
    const body = {
      content: {
        "application/json": {
          schema: { $ref: `#/components/schemas/${encodeURIComponent(pointer)}` },
        },
      },
    };
    const parameters = [
      { name: id, in: "query", schema: { type: "integer" } },
      { name: "id", in: "path", required: true, schema: { type: "string" } },
    ];
    const responses = { 200: { description: id, ...body }, default: { description: "x", ...body } };
    const put = { operationId: id, description: id, parameters, requestBody: body, responses };
    return [`/p${index}/{id}`, { put }];
  });
  const document = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: Object.fromEntries(paths) as object,
    components: { schemas: Object.fromEntries(names.map((name) => [name, schema])) },
  };
  const base = folder({ "openapi.json": JSON.stringify(document) });
  const artifacts = [
    "types",
    "index",
    "operations",
    "schemas",
    "validators",
    "producer-validators",
    "examples",
    "document",
    "contract",
    "enums",
  ] as const;
  await generate({ specs: [{ spec: "openapi.json", out: "src", artifacts }] }, base);
  const files = readdirSync(join(base, "src")).map((name) => [
    `/${name}`,
    readFileSync(join(base, "src", name), "utf8"),
  ]);
  expect(files).toHaveLength(artifacts.length);
  expect(diagnose(Object.fromEntries(files) as Record<string, string>)).toEqual([]);
});
