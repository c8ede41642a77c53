import { expect, it } from "vitest";
import { outline } from "./outline.ts";

it.each<[text: string, wanted: string[]]>([
  ["export interface operations { a: {}; 'b/c': {} }", ["operation a", "operation b/c"]],
  ["export interface paths { '/a': {} }", ["path /a"]],
  [
    "export interface components { schemas: { A: {}; B: {} }; parameters: { P: {} }; links: never }",
    ["schema A", "schema B", "parameter P", "interface components"],
  ],
  ['export type FooBar = components["schemas"]["foo-bar"];', ["schema foo-bar"]],
  ["export type $defs = Record<string, never>;", ["type $defs"]],
  [
    'export interface Resources { a: { list: Types["listA"]; odd: string } }',
    ["operation listA", "method odd"],
  ],
  [
    'export interface Resources { a: { b: { get: Types["getB"] }; list: Types["listA"] } }',
    ["operation getB", "operation listA"],
  ],
  ["export const operations = { a: {}, 'b-c': {} } as const;", ["operation a", "operation b-c"]],
  ["export const answers: { a: {} } = { a: { 200: a200 } };", ["operation a"]],
  ["export const events: { a: {} } = { a: {} };", ["operation a"]],
  [
    "export const servers = [] as const;\n// by hand\n",
    ["const servers", "what stands at its end"],
  ],
  ["export const servers = [] as const;", ["const servers"]],
  ['export const Pet: components["schemas"]["Pet"] = {};', ["schema Pet"]],
  [
    'function checkPet() {}\nfunction checkOther() {}\nexport const Pet: Validator<components["schemas"]["Pet"]> = /* @__PURE__ */ validator(checkPet);',
    ["schema Pet", "function checkOther"],
  ],
  [
    'export const getA200: Validator<operations["get\\"A"]["responses"][200]> = validator(check);',
    ['operation get"A'],
  ],
  ['import a from "./a.ts";\nexport { b } from "./b.ts";', ["imports and exports"]],
  ["", []],
])("%s has the parts %j", (text, wanted) => {
  expect([...outline(text).keys()]).toEqual(wanted);
});
