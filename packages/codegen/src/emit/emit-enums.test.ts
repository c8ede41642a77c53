import { join } from "node:path";
import { expect, it } from "vitest";
import { diagnose } from "../../test/diagnose.ts";
import { folder, openapi } from "../../test/project/folder.ts";
import { readApi } from "../api/read-api.ts";
import { readDocument } from "../document/read-document.ts";
import { generate } from "../generate.ts";
import { readFileSync } from "node:fs";
import { emitEnums } from "./emit-enums.ts";

function enumsOf(schema: string): string {
  const text = openapi("", `  schemas:\n    A: ${schema}`);
  return emitEnums(readApi(readDocument(join(folder({ "openapi.yaml": text }), "openapi.yaml"))));
}

it.each<[schema: string, wanted: Record<string, string | number> | undefined]>([
  [
    "{ type: string, enum: [active, in_progress] }",
    { Active: "active", InProgress: "in_progress" },
  ],
  ["{ enum: [a, null, b] }", { A: "a", B: "b" }],
  ["{ enum: [a-b, aB, a_b] }", { AB: "a-b", AB2: "aB", AB3: "a_b" }],
  ["{ enum: ['+1', '-1', '*', 3d] }", { __1: "+1", __12: "-1", "*": "*", _3d: "3d" }],
  ["{ type: integer, enum: [1, -2] }", { _1: 1, __2: -2 }],
  ["{ type: integer, enum: [1, 2], x-enum-varnames: [Low, High] }", { Low: 1, High: 2 }],
  ["{ type: integer, enum: [1, 2], x-enumNames: [Low] }", { Low: 1, _2: 2 }],
  ["{ type: string }", undefined],
])("%s has the values %j", async (schema, wanted) => {
  const text = enumsOf(schema);
  expect(diagnose({ "/enums.gen.ts": text })).toEqual([]);
  const plain = text.replaceAll(" as const", "");
  const module = (await import(`data:text/javascript,${encodeURIComponent(plain)}`)) as object;
  expect("A" in module ? module.A : undefined).toEqual(wanted);
});

it("describes values by x-enum-descriptions", () => {
  expect(enumsOf("{ enum: [a], x-enum-descriptions: [The first.] }")).toContain(
    "  /**\n   * The first.\n   */\n  A: ",
  );
});

it.each<["open" | "closed", string, boolean]>([
  ["open", '"a" | "b" | (string & {})', true],
  ["closed", '"a" | "b"', false],
])("makes enums in responses %s where the configuration says so", async (enums, type, accepts) => {
  const text = openapi(
    '  /a:\n    get: { operationId: getA, responses: { "200": { description: x, content: { application/json: { schema: { $ref: "#/components/schemas/A" } } } } } }',
    "  schemas:\n    A: { type: string, enum: [a, b] }",
  );
  const base = folder({ "openapi.yaml": text });
  await generate(
    { specs: [{ spec: "openapi.yaml", out: "out", artifacts: ["types", "validators"], enums }] },
    base,
  );
  expect(readFileSync(join(base, "out/types.gen.ts"), "utf8")).toContain(
    `export type A = ${type};`,
  );
  const { A } = (await import(join(base, "out/validators.gen.ts"))) as {
    A: { is(value: unknown): boolean };
  };
  expect([A.is("a"), A.is("c")]).toEqual([true, accepts]);
});
