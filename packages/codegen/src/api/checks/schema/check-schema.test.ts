import { join } from "node:path";
import { expect, it } from "vitest";
import { folder, openapi } from "../../../../test/project/folder.ts";
import { type UnsoundRow, problemAt, problemsOf } from "../../../../test/project/problems-of.ts";
import type { TolerableCode } from "../../../document/problems/problem-codes.ts";
import { readDocument } from "../../../document/read-document.ts";
import { readApi } from "../../read-api.ts";

const schemas = (text: string): string => openapi("", `  schemas:\n${text}`);
const schema = (text: string): string => schemas(`    A: ${text}`);
const old = (text: string): string => text.replace("3.1.0", "3.0.3");

const rows: UnsoundRow[] = [
  [
    "a misspelt type",
    schema("{ type: strng }"),
    "unknown-type",
    "6:16",
    /no type `strng`. Did you mean `string`\?/,
  ],
  ["a type in another case", schema("{ type: String }"), "unknown-type", "6:16", /read as string/],
  [
    "a type of another language",
    schema("{ type: int }"),
    "unknown-type",
    "6:16",
    /write `integer`\./,
  ],
  [
    "a format as a type",
    schema("{ type: date-time }"),
    "unknown-type",
    "6:16",
    /write `string` with `format: date-time`/,
  ],
  [
    "a type that nobody knows",
    schema("{ type: customer }"),
    "unknown-type",
    "6:16",
    /Known types: string, integer/,
  ],
  [
    "a misspelt type in a list",
    schema('{ type: [string, "nul"] }'),
    "unknown-type",
    "6:16",
    /Did you mean `null`\?/,
  ],
  ["null without quotes", schema("{ type: null }"), "unknown-type", "6:16", /in quotes/],
  ["a type twice", schema("{ type: [string, string] }"), "unknown-type", "6:16", /twice/],
  [
    "a misspelt type in 3.0",
    old(schema("{ type: strng, nullable: true }")),
    "unknown-type",
    "6:16",
    /Did you mean `string`/,
  ],
  [
    "a misspelt type deep inside",
    schema("{ properties: { a: { items: { type: objct } } } }"),
    "unknown-type",
    "6:44",
    /Did you mean `object`\?/,
  ],
  [
    "no alternatives",
    schema("{ anyOf: [] }"),
    "invalid-value",
    "6:17",
    /`anyOf` must have at least one/,
  ],
  ["none to choose from", schema("{ oneOf: [] }"), "invalid-value", "6:17", /`oneOf` must have/],
  ["nothing to be all of", schema("{ allOf: [] }"), "invalid-value", "6:17", /`allOf` must have/],
  [
    "no items of a tuple",
    schema("{ prefixItems: [] }"),
    "invalid-value",
    "6:23",
    /`prefixItems` must/,
  ],
  [
    "a length below zero",
    schema("{ minLength: -1 }"),
    "invalid-value",
    "6:21",
    /integer, 0 or more/,
  ],
  [
    "a count that is none",
    schema("{ maxItems: 2.5 }"),
    "invalid-value",
    "6:20",
    /integer, 0 or more/,
  ],
  ["multiples of zero", schema("{ multipleOf: 0 }"), "invalid-value", "6:22", /number above 0/],
  [
    "a name where a list of them belongs",
    schema("{ dependentRequired: { a: b } }"),
    "invalid-value",
    "6:34",
    /`a` must be an array of strings/,
  ],
  [
    "a required name that is none",
    schema("{ required: [a, 1] }"),
    "invalid-value",
    "6:24",
    /`required\[1\]` must be a string, found the number 1/,
  ],
  [
    "a required name twice",
    schema("{ required: [a, a] }"),
    "invalid-value",
    "6:24",
    /lists the (name|value) "a" twice/,
  ],
  [
    "a field that every object has",
    schema("{ constructor: 1 }"),
    "unknown-field",
    "6:10",
    /has no field `constructor`\. The names of extensions/,
  ],
  [
    "a type that every object has",
    schema("{ type: constructor }"),
    "unknown-type",
    "6:16",
    /Known types/,
  ],
  ["no type at all", schema("{ type: [] }"), "unknown-type", "6:16", /empty `type`/],
  ["an empty enum", schema("{ enum: [] }"), "invalid-enum", "6:16", /empty `enum`/],
  [
    "a number in an enum of strings",
    schema("{ type: string, enum: [a, 1] }"),
    "invalid-enum",
    "6:34",
    /1 is not of type string.*in quotes/,
  ],
  [
    "a string in an enum of integers",
    schema('{ type: integer, enum: [1, "2"] }'),
    "invalid-enum",
    "6:35",
    /"2" is not of type integer/,
  ],
  [
    "a fraction in an enum of integers",
    schema("{ type: integer, enum: [1.5] }"),
    "invalid-enum",
    "6:32",
    /1\.5 is not of type integer/,
  ],
  [
    "null in an enum that is not nullable",
    schema("{ type: string, enum: [a, null] }"),
    "invalid-enum",
    "6:34",
    /nullable/,
  ],
  [
    "a const of another type",
    schema("{ type: boolean, const: yes }"),
    "invalid-enum",
    "6:32",
    /"yes" is not of type boolean/,
  ],
  [
    "a pattern that is none",
    schema("{ type: string, pattern: '[a-' }"),
    "invalid-pattern",
    "6:33",
    /not a regular expression of JavaScript: Unterminated character class/,
  ],
  [
    "a property pattern that is none",
    schema("{ patternProperties: { '(': {} } }"),
    "invalid-pattern",
    "6:31",
    /Unterminated group/,
  ],
  [
    "a pattern of another language",
    schema("{ pattern: '(?<n>a)(?<n>b)++' }"),
    "foreign-pattern",
    "6:19",
    /`\+` is not syntax of JavaScript/,
  ],
  [
    "escapes that are errors beside a Unicode class",
    schema("{ pattern: '^[\\p{L}\\_]+\\-$' }"),
    "foreign-pattern",
    "6:19",
    /It is read as `\^\[\\p\{L\}_\]\+-\$`/,
  ],
  [
    "a mapping that leads nowhere",
    schemas(
      "    Cat: { type: object }\n    A: { oneOf: [{ $ref: '#/components/schemas/Cat' }], discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cta' } } }",
    ),
    "unresolved-ref",
    "7:110",
    /Did you mean `Cat`\?/,
  ],
];

it.each(rows)("an unsound document: %s", (_, text, code, place, message) => {
  expect(problemsOf(text)).toEqual([problemAt(code, place, message)]);
});

it.each<[name: string, text: string]>([
  ["null in an enum that is nullable", schema("{ type: [string, 'null'], enum: [a, null] }")],
  [
    "null in an enum that is nullable in 3.0",
    old(schema("{ type: string, nullable: true, enum: [a, null] }")),
  ],
  ["an integer written as a fraction", schema("{ type: integer, enum: [1.0] }")],
  ["a pattern with Unicode", schema("{ pattern: '^\\p{Lu}+$' }")],
  ["a pattern that only reads without Unicode", schema("{ pattern: '^[\\w-.]\\-$' }")],
  [
    "a mapping by name",
    schemas(
      "    Cat: { type: object }\n    A: { oneOf: [{ $ref: '#/components/schemas/Cat' }], discriminator: { propertyName: kind, mapping: { cat: Cat } } }",
    ),
  ],
])("a sound document: %s", (_, text) => {
  expect(problemsOf(text)).toEqual([]);
});

it.each<[name: string, text: string, place: string, message: RegExp]>([
  [
    "a required name that is nearly a property",
    schema("{ properties: { name: {} }, required: [nmae] }"),
    "6:47",
    /`nmae` is required, but there is no such property. Did you mean `name`\?/,
  ],
  ["a value twice", schema("{ enum: [a, b, a] }"), "6:23", /lists the (name|value) "a" twice/],
  [
    "an integer that is read as another one",
    schema("{ enum: [1, 9007199254740993] }"),
    "6:20",
    /read as 9007199254740992\. Write it as a string/,
  ],
])("a suspicious document: %s", (_, text, place, message) => {
  const document = readDocument(join(folder({ "openapi.yaml": text }), "openapi.yaml"));
  readApi(document);
  expect(document.problems.warnings.map(({ line, column }) => `${line}:${column}`)).toEqual([
    place,
  ]);
  expect(document.problems.warnings[0]?.message).toMatch(message);
});

it.each<[name: string, code: TolerableCode, given: string, wanted: unknown]>([
  ["a type that is none", "unknown-type", "{ type: strng, maxLength: 1 }", { maxLength: 1 }],
  ["a type that is none in a list", "unknown-type", "{ type: [string, strng] }", {}],
  ["a type twice", "unknown-type", "{ type: [string, string] }", { type: ["string"] }],
  ["no alternatives", "invalid-value", "{ type: string, anyOf: [] }", { type: "string" }],
  ["a required name twice", "invalid-value", "{ required: [a, b, a] }", { required: ["a", "b"] }],
  ["a bound that is none", "invalid-value", "{ minimum: 1, maximum: .inf }", { minimum: 1 }],
  ["an empty type", "unknown-type", "{ type: [], minLength: 1 }", { minLength: 1 }],
  ["an empty enum", "invalid-enum", "{ type: string, enum: [] }", { type: "string" }],
  ["values of another type", "invalid-enum", "{ type: string, enum: [1, 2] }", { enum: [1, 2] }],
  ["a const of another type", "invalid-enum", "{ type: string, const: 1 }", { const: 1 }],
  [
    "a pattern that is none",
    "invalid-pattern",
    "{ type: string, pattern: '(' }",
    { type: "string" },
  ],
  [
    "a property pattern that is none",
    "invalid-pattern",
    "{ patternProperties: { '(': {}, '^a': {} } }",
    { patternProperties: { "^a": {} } },
  ],
])("a document that is tolerated: %s", (_, code, given, wanted) => {
  const document = readDocument(join(folder({ "openapi.yaml": schema(given) }), "openapi.yaml"), {
    tolerate: [code],
  });
  expect(readApi(document).schemas[0]?.schema).toEqual(wanted);
  expect(document.problems.warnings.map((problem) => problem.code)).toContain(code);
});
