import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder, openapi } from "../test/project/folder.ts";
import { errors, securityScheme, warnings } from "../test/problem-rows.ts";
import { main } from "./cli.ts";
import {
  type TolerableCode,
  problemCodes,
  tolerableCodes,
} from "./document/problems/problem-codes.ts";

/** Generates from the first of the files. @returns what a person sees */
async function generate(
  files: Readonly<Record<string, string>>,
  ...options: string[]
): Promise<{ code: number; err: string; written: string[] }> {
  const base = folder(files);
  let err = "";
  const output = { out: () => {}, err: (text: string) => (err += `${text}\n`) };
  const code = await main(
    ["generate", join(base, Object.keys(files)[0] ?? ""), "--out", join(base, "out"), ...options],
    output,
  );
  return {
    code,
    err: err.replaceAll(base, ""),
    written: readdirSync(base).filter((name) => name === "out"),
  };
}

/** Codes that have tests of their own. */
const elsewhere = [
  "unreachable",
  "broken-output",
  "unknown-property",
  "cannot-send",
  "no-example",
  "too-large",
  "forbidden-ref",
];

describe("sandboxes-codegen generate writes nothing", () => {
  it.each(errors)("for %s, and says where it is", async (_, files, code, place) => {
    const { code: exit, err, written } = await generate(files);
    expect([exit, written]).toEqual([1, []]);
    const [head = ""] = err.split("\n");
    expect(head).toMatch(new RegExp(`^\\S+:\\d+:\\d+ - .+ \\[${code}\\]$`));
    expect(head).toContain(place);
    expect(err).toMatch(/\n> +\d+ \| .*\n +\| *\^\n/);
    expect(err).toMatch(/\n1 problem\. Nothing was written\.\n/);
    expect(err).not.toMatch(/\n {4}at /);
    const isTolerable = tolerableCodes.includes(code as TolerableCode);
    expect(err.includes(`\n  --tolerate ${code}: `)).toBe(isTolerable);
  });

  it.each(errors.filter(([, , code]) => tolerableCodes.includes(code as TolerableCode)))(
    "for %s, unless its code is tolerated",
    async (_, files, code, place) => {
      const { code: exit, err, written } = await generate(files, "--tolerate", code);
      expect([exit, written]).toEqual([0, ["out"]]);
      expect(err).toContain(`[${code}]`);
      expect(err).toContain(place);
    },
  );

  it("for a file that is not there", async () => {
    const { code, err } = await generate({});
    expect(code).toBe(1);
    expect(err).toMatch(/\[file-not-found\]/);
  });

  it("and prints every error at once: of every stage, file and artefact, in the order of the lines", async () => {
    const files = {
      "a.yaml": openapi(
        [
          "  /a/{id}:",
          "    get: { sumary: x, responses: { 2xx: {} } }",
          "  /b: { $ref: b.yaml }",
          "  c: []",
          "  /d:",
          "    get: { operationId: same, security: [{ key: [] }], responses: { '200': { $ref: '#/components/responses/None' } } }",
          "    put: { operationId: same, responses: { '200': { description: x, content: { application/json: { schema: { $ref: nowhere.yaml } } } } } }",
        ].join("\n"),
        `${securityScheme}\n  schemas:\n    A: { type: strnig, minimum: many }\n    B: { allOf: [{ $ref: '#/components/schemas/B' }] }`,
      ),
      "b.yaml": "get:\n  respones: {}\n  parameters: [{ name: a, in: body }]\n",
    };
    const { err } = await generate(files);
    const heads = err
      .match(/^\S+:\d+:\d+ - .*$/gm)
      ?.map((line) => line.replace(/^(\S+):\d+ - .* \[(.*)\]$/, "$1 $2"));
    expect(heads).toEqual([
      "/a.yaml:5 undeclared-path-parameter",
      "/a.yaml:7 invalid-value",
      "/a.yaml:9 undeclared-security-scheme",
      "/a.yaml:9 unresolved-ref",
      "/a.yaml:10 unresolved-ref",
      "/a.yaml:15 unknown-type",
      "/a.yaml:15 invalid-value",
      "/a.yaml:16 circular-ref",
      "/b.yaml:3 invalid-value",
    ]);
    expect(err).toMatch(/\n9 problems\. Nothing was written\.\n/);
  });
});

describe("sandboxes-codegen generate warns", () => {
  it.each(warnings)("of %s, and writes", async (_, files, code, place) => {
    const { code: exit, err, written } = await generate(files);
    expect([exit, written]).toEqual([0, ["out"]]);
    const head = err.split("\n").find((line) => line.startsWith("warning: "));
    expect(head).toMatch(new RegExp(`^warning: \\S+:\\d+:\\d+ - .+ \\[${code}\\]$`));
    expect(head).toContain(place);
    expect(err).toMatch(/\n\d+ warnings?: .*\n$/);
  });

  it.each(warnings)("of %s, and rejects the document if it is strict", async (_, files, code) => {
    const { code: exit, err, written } = await generate(files, "--strict");
    expect([exit, written]).toEqual([1, []]);
    expect(err).toContain(`[${code}]`);
    expect(await generate(files, "--strict", "--tolerate", code)).toMatchObject({ code: 0 });
  });
});

it("has a row for every code", () => {
  const never = problemCodes.filter((code) => !tolerableCodes.includes(code as TolerableCode));
  expect(new Set([...errors, ...warnings].map(([, , code]) => code))).toEqual(
    new Set(
      [...never, ...tolerableCodes].filter(
        (code) => code !== "file-not-found" && !elsewhere.includes(code),
      ),
    ),
  );
});
