import { expect, it } from "vitest";
import { folder, openapi } from "./project/folder.ts";
import { runCodegen } from "./project/run.ts";

const names = Array.from({ length: 40 }, (_, index) => `S${index}`);
const ref = (name: string): string => `{ $ref: '#/components/schemas/${name}' }`;
const schemas = (lines: readonly string[]): string =>
  openapi("", `  schemas:\n${lines.join("\n")}`);
const nested = (levels: number): string =>
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: {},
    components: { schemas: { A: "?" } },
  }).replace('"?"', `${'{"properties":{"a":'.repeat(levels)}{}${"}}".repeat(levels)}`);

it.each<[name: string, file: string, text: string, code: number, problem: string]>([
  [
    "a list of a billion items",
    "a.yaml",
    schemas(["    A: { type: array, minItems: 1000000000, items: { type: string } }"]),
    0,
    "no-example",
  ],
  [
    "a string of a billion characters",
    "a.yaml",
    schemas(["    A: { type: string, minLength: 1000000000 }"]),
    0,
    "no-example",
  ],
  [
    "40 schemas with two required references each",
    "a.yaml",
    schemas(
      names.map((name, index) => {
        const next = names[index + 1];
        return next === undefined
          ? `    ${name}: { type: string }`
          : `    ${name}: { type: object, required: [a, b], properties: { a: ${ref(next)}, b: ${ref(next)} } }`;
      }),
    ),
    0,
    "no-example",
  ],
  [
    "30 pairs in allOf",
    "a.yaml",
    schemas(
      names.slice(0, 31).map((name, index) => {
        const next = names[index + 1];
        return index === 30 || next === undefined
          ? `    ${name}: { type: object }`
          : `    ${name}: { allOf: [${ref(next)}, ${ref(next)}] }`;
      }),
    ),
    1,
    "too-large",
  ],
  [
    "a chain of 20,000 references",
    "a.json",
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      paths: {},
      components: {
        schemas: Object.fromEntries(
          Array.from({ length: 20_001 }, (_, n) => [
            `S${n}`,
            n === 20_000 ? {} : { $ref: `#/components/schemas/S${n + 1}` },
          ]),
        ),
      },
    }),
    1,
    "too-large",
  ],
  ["15,000 nested properties in JSON", "a.json", nested(15_000), 1, "too-large"],
  ["15,000 nested properties in YAML", "a.yaml", nested(15_000), 1, "too-large"],
  [
    "an example that a pattern never ends to check",
    "a.yaml",
    schemas([
      `    A: { type: string, pattern: '^(a+)+$', examples: ['${"a".repeat(50)}!'] }`,
      `    B: { type: string, pattern: '^(a|a)*$', examples: ['${"a".repeat(50)}!'] }`,
    ]),
    0,
    "invalid-example",
  ],
])("reports %s, and ends", { timeout: 60_000 }, async (_, file, text, code, problem) => {
  const cwd = folder({ [file]: text });
  const result = await runCodegen(cwd, "generate", file, "-o", "out");
  expect(result.err).toContain(`[${problem}]`);
  expect(result.code).toBe(code);
});
