import { expect, it } from "vitest";
import { producerValidatorsOf, validatorsOf } from "../../../test/project/compile.ts";

const text = { type: "string" };
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

const document = (schema: object): object => ({
  openapi: "3.1.0",
  info: { title: "T", version: "1" },
  paths: {
    "/a": {
      get: {
        operationId: "getA",
        responses: { 200: { description: "x", content: { "application/json": { schema } } } },
      },
    },
  },
  components: {
    schemas: {
      Base: { type: "object", properties: { id: text }, required: ["id"] },
      Secret: { type: "string", writeOnly: true },
      Node: { type: "object", properties: { next: ref("Node"), mood: { enum: ["good", "bad"] } } },
    },
  },
});

const car = { allOf: [ref("Base"), { type: "object", properties: { color: text } }] };

it.each<[what: string, schema: object, value: unknown, path: PropertyKey[] | undefined]>([
  ["a declared value", { enum: ["a", "b"] }, "a", undefined],
  ["an undeclared value of an enum", { enum: ["a", "b"] }, "c", []],
  ["a declared property", ref("Base"), { id: "1" }, undefined],
  ["an undeclared property", ref("Base"), { id: "1", more: 1 }, ["more"]],
  ["a property that is undefined", ref("Base"), { id: "1", more: undefined }, undefined],
  ["the properties of all parts of allOf", car, { id: "1", color: "red" }, undefined],
  ["a property of no part of allOf", car, { id: "1", colour: "red" }, ["colour"]],
  ["a property of one alternative", { anyOf: [ref("Base"), ref("Node")] }, { id: "1" }, undefined],
  ["a property of no alternative", { anyOf: [ref("Base"), ref("Node")] }, { id: "1", x: 1 }, ["x"]],
  [
    "an undeclared property deep inside",
    ref("Node"),
    { next: { next: { x: 1 } } },
    ["next", "next", "x"],
  ],
  ["an undeclared value deep inside", ref("Node"), { next: { mood: "new" } }, ["next", "mood"]],
  [
    "an undeclared property of an item",
    { type: "array", items: ref("Base") },
    [{ id: "1", x: 1 }],
    [0, "x"],
  ],
  ["any property of a free object", { type: "object" }, { x: 1 }, undefined],
  [
    "any property where more are declared free",
    { properties: { a: text }, additionalProperties: true },
    { x: 1 },
    undefined,
  ],
  [
    "a property that a pattern declares",
    { patternProperties: { "^x-": text } },
    { "x-a": "b" },
    undefined,
  ],
  [
    "no property where none is allowed",
    { type: "object", additionalProperties: false },
    { x: 1 },
    ["x"],
  ],
  [
    "a write-only property",
    { type: "object", properties: { s: ref("Secret"), t: text } },
    { s: "x" },
    ["s"],
  ],
  [
    "the absence of a required write-only property",
    { type: "object", properties: { s: ref("Secret"), t: text }, required: ["s"] },
    { t: "x" },
    undefined,
  ],
])("in the producer's direction: %s", async (_, schema, value, path) => {
  const { responses } = await producerValidatorsOf(document(schema));
  const issues = responses["getA"]?.["200"]?.issues(value).map((issue) => issue.path);
  expect(issues).toEqual(path === undefined ? [] : [path]);
  const consumer = (await validatorsOf(document(schema))) as unknown as {
    responses: typeof responses;
  };
  expect(consumer.responses["getA"]?.["200"]?.issues(value)).toEqual([]);
});
