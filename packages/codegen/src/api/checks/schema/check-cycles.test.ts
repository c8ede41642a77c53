import { expect, it } from "vitest";
import { openapi } from "../../../../test/project/folder.ts";
import { type UnsoundRow, problemAt, problemsOf } from "../../../../test/project/problems-of.ts";

const schemas = (text: string): string => openapi("", `  schemas:\n${text}`);
const schema = (text: string): string => schemas(`    A: ${text}`);

const rows: UnsoundRow[] = [
  [
    "allOf of itself",
    schema("{ allOf: [{ $ref: '#/components/schemas/A' }] }"),
    "circular-ref",
    "6:26",
    /#\/components\/schemas\/A → #\/components\/schemas\/A\./,
  ],
  [
    "anyOf of one that is anyOf of it",
    schemas(
      "    A: { anyOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { anyOf: [{ type: string }, { $ref: '#/components/schemas/A' }] }",
    ),
    "circular-ref",
    "7:44",
    /schemas\/B → #\/components\/schemas\/A → #\/components\/schemas\/B/,
  ],
  [
    "a parent that is one of its children",
    schemas(
      "    Pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }], discriminator: { propertyName: kind } }\n    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: object }] }",
    ),
    "circular-ref",
    "7:28",
    /part of itself/,
  ],
  [
    "not itself",
    schema("{ not: { $ref: '#/components/schemas/A' } }"),
    "circular-ref",
    "6:23",
    /part of itself/,
  ],
  [
    "beside a reference in 3.1",
    schemas(
      "    A: { $ref: '#/components/schemas/B', allOf: [{ $ref: '#/components/schemas/C' }] }\n    B: { type: object }\n    C: { allOf: [{ $ref: '#/components/schemas/A' }] }",
    ),
    "circular-ref",
    "8:26",
    /part of itself/,
  ],
];

it.each(rows)("an unsound document: %s", (_, text, code, place, message) => {
  expect(problemsOf(text)).toEqual([problemAt(code, place, message)]);
});

it.each<[name: string, text: string]>([
  [
    "a schema that comes back in its properties and items",
    schemas(
      "    A: { properties: { a: { $ref: '#/components/schemas/A' } }, items: { $ref: '#/components/schemas/A' } }",
    ),
  ],
  [
    "a tree by way of an allOf",
    schemas("    A: { allOf: [{ properties: { a: { $ref: '#/components/schemas/A' } } }] }"),
  ],
  [
    "two branches that share a schema",
    schemas(
      "    A: { anyOf: [{ $ref: '#/components/schemas/C' }, { $ref: '#/components/schemas/B' }] }\n    B: { allOf: [{ $ref: '#/components/schemas/C' }] }\n    C: { type: string }",
    ),
  ],
])("a sound document: %s", (_, text) => {
  expect(problemsOf(text)).toEqual([]);
});
