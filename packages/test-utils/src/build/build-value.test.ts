import { describe, expect, it } from "vitest";
import { type Shape, type Shapes, buildValue, propertiesOf } from "./build-value.ts";
import { createSource } from "./create-source.ts";

const shapes: Shapes = {
  Status: { type: "string", enum: ["on", "off"] },
  Animal: {
    type: "object",
    required: ["name", "status"],
    properties: {
      name: { type: "string", examples: ["Rex"] },
      status: { $ref: "#/components/schemas/Status" },
      age: { type: "integer" },
    },
  },
  Dog: {
    allOf: [{ $ref: "#/components/schemas/Animal" }],
    required: ["age", "tail"],
    properties: { tail: { type: "boolean" } },
  },
};

function build(shape: Shape): unknown {
  return buildValue(shape, shapes, createSource(1, "builder"));
}

it.each<[shape: Shape, wanted: unknown]>([
  [{ type: "string" }, "text-1"],
  [{ type: "string", examples: ["demo"] }, "demo-1"],
  [{ type: "string", examples: [7] }, "text-1"],
  [{ type: "string", examples: ["sat_9f2d"] }, "sat_9f2d-1"],
  [{ type: "string", examples: ["Zoë"] }, "Zoë-1"],
  [{ type: "string", examples: ["uname -s"] }, "uname -s"],
  [{ type: "string", examples: ["Linux\n"] }, "Linux\n"],
  [{ type: "string", examples: ["0.1.0"] }, "0.1.0"],
  [{ type: "string", examples: ["The sandbox was deleted."] }, "The sandbox was deleted."],
  [{ type: "string", examples: [""] }, ""],
  [{ type: "string", minLength: 2, examples: [""] }, "xx"],
  [{ type: "string", maxLength: 5 }, "tex-1"],
  [{ type: "string", maxLength: 1 }, "1"],
  [{ type: "string", maxLength: 0 }, ""],
  [{ type: "string", minLength: 8 }, "xxtext-1"],
  [{ type: "string", minLength: 4, maxLength: 4, examples: ["äääää"] }, "ää-1"],
  [{ type: "string", format: "date-time" }, "2026-01-01T00:00:00.000Z"],
  [{ type: "string", format: "email", examples: ["a@example.com"] }, "a@example.com"],
  [{ type: "string", pattern: "^a+$", examples: ["aaa"] }, "aaa"],
  [{ type: "string", const: "ok" }, "ok"],
  [{ const: null }, null],
  [{ type: "string", enum: ["a", "b"], examples: ["b"] }, "a"],
  [{ type: "integer" }, 1],
  [{ type: "integer", examples: [123] }, 123],
  [{ type: "integer", minimum: 5 }, 5],
  [{ type: "number", maximum: 0.5 }, 0.5],
  [{ type: "boolean" }, false],
  [{ type: "null" }, null],
  [{ type: ["string", "null"] }, "text-1"],
  [{ type: "array", items: { type: "integer" }, examples: [[1]] }, []],
  [{ type: "array", minItems: 2, items: { type: "string" } }, ["text-1", "text-2"]],
  [{ type: "object", additionalProperties: { type: "string" }, examples: [{ a: "b" }] }, {}],
  [
    {
      type: "object",
      minProperties: 2,
      required: ["b"],
      properties: { a: { type: "null" }, b: { type: "null" }, c: { type: "null" } },
    },
    { b: null, a: null },
  ],
  [{ oneOf: [{ type: "null" }, { type: "string" }] }, null],
  [{ anyOf: [{ $ref: "#/components/schemas/Status" }, { type: "null" }] }, "on"],
  [{ allOf: [{ $ref: "#/components/schemas/Status" }] }, "on"],
  [{ $ref: "#/components/schemas/Status" }, "on"],
  [{ $ref: "#/components/schemas/Animal" }, { name: "Rex-1", status: "on" }],
  [{ $ref: "#/components/schemas/Dog" }, { name: "Rex-1", status: "on", age: 1, tail: false }],
])("%j is built as %j", (shape, wanted) => {
  expect(build(shape)).toEqual(wanted);
});

it("includes a property as soon as it is required", () => {
  const { Animal } = shapes;
  const older = { ...Animal, required: [...Animal!.required!, "age"] };
  expect(Object.keys(build(Animal!) as object)).toEqual(["name", "status"]);
  expect(Object.keys(build(older) as object)).toEqual(["name", "status", "age"]);
});

describe("throws an error instead of guessing", () => {
  it.each<[shape: Shape, message: string]>([
    [
      { type: "string", format: "email" },
      "A string with the format email is built from the example in its schema, which has none.",
    ],
    [
      { type: "string", pattern: "^a$" },
      "A string with the pattern ^a$ is built from the example in its schema, which has none.",
    ],
    [{ $ref: "#/components/schemas/Cat" }, "There is no schema #/components/schemas/Cat."],
  ])("%j", (shape, message) => {
    expect(() => build(shape)).toThrow(message);
  });
});

it.each<[shape: Shape, wanted: readonly string[] | undefined]>([
  [{ $ref: "#/components/schemas/Dog" }, ["name", "status", "age", "tail"]],
  [{ type: "object", properties: { a: {} }, additionalProperties: false }, ["a"]],
  [{ type: "object", additionalProperties: { type: "string" } }, undefined],
  [{ type: "object", patternProperties: { "^x": {} } }, undefined],
  [{ allOf: [{ oneOf: [{ properties: { a: {} } }, { properties: { b: {} } }] }] }, undefined],
])("%j has the properties %j", (shape, wanted) => {
  expect(propertiesOf(shape, shapes)?.toSorted()).toEqual(wanted?.toSorted());
});
