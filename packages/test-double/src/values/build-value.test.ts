import { describe, expect, test } from "vitest";
import { documents, loadContract } from "../../test/generate.ts";
import { createDocumentReader, objectAt } from "../contract/document.ts";
import { createBuilder } from "./create-builder.ts";
import { createValueSource } from "./value-source.ts";

describe.each(Object.keys(documents) as (keyof typeof documents)[])("%s", async (name) => {
  const { contract, validators } = await loadContract(documents[name]);
  const reader = createDocumentReader(contract);
  const schemas = objectAt(objectAt(contract.document, "components"), "schemas");

  test.each(Object.keys(schemas))("%s: the built value is valid", (schema) => {
    const validator = validators[schema];
    for (const optional of [true, false])
      for (let seed = 1; seed <= 5; seed++)
        expect(
          createValueSource(reader, seed).find({ schema: schemas[schema], validator, optional }),
        ).toBeDefined();
  });
});

describe("schemas that combine others", () => {
  const schemas = {
    Base: {
      type: "object",
      required: ["kind"],
      properties: { kind: { type: "string" } },
      discriminator: { propertyName: "kind", mapping: { kitty: "#/components/schemas/Cat" } },
    },
    Cat: {
      allOf: [
        { $ref: "#/components/schemas/Base" },
        {
          type: "object",
          required: ["lives"],
          properties: { lives: { type: "integer", minimum: 1, maximum: 9 } },
        },
      ],
    },
    Tree: {
      type: "object",
      required: ["children"],
      properties: {
        children: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
        parent: { $ref: "#/components/schemas/Tree" },
      },
    },
    Endless: {
      type: "object",
      required: ["next"],
      properties: { next: { $ref: "#/components/schemas/Endless" } },
    },
    Union: {
      oneOf: [{ const: "a" }, { type: "object", required: ["x"], properties: { x: { const: 1 } } }],
    },
    Narrow: {
      allOf: [
        { type: "number", minimum: 5 },
        { type: "integer", maximum: 6, exclusiveMinimum: 5 },
      ],
    },
    Unique: {
      type: "array",
      uniqueItems: true,
      minItems: 3,
      items: { type: "integer", minimum: 1, maximum: 5 },
    },
    Huge: { type: "array", minItems: 1e9, items: {} },
    Free: { type: "object", minProperties: 2, additionalProperties: { type: "string" } },
    Prefixed: {
      type: "object",
      minProperties: 1,
      additionalProperties: false,
      patternProperties: { "^x-[a-z]+$": { type: "integer" } },
    },
    Nullable: { type: ["null", "string"] },
  };
  const contract = {
    operations: {},
    requests: {},
    responses: {},
    document: { components: { schemas } },
  };
  const build = createBuilder(contract);

  test.each([
    ["Cat", { kind: "kitty", lives: expect.any(Number) }],
    ["Tree", { children: [] }],
    ["Union", "a"],
    ["Narrow", 6],
    ["Free", { property1: expect.any(String), property2: expect.any(String) }],
    ["Nullable", expect.any(String)],
  ])("%s", (name, expected) => {
    expect(build(name)).toEqual(expected);
  });

  test("unique items differ", () => {
    const items = build("Unique") as number[];
    expect(new Set(items).size).toBe(3);
  });

  test("property names match their pattern", () => {
    expect(Object.keys(build("Prefixed") as object)[0]).toMatch(/^x-[a-z]+$/);
  });

  test.each(["Endless", "Huge"])("throws an error for %s, which allows no value", (name) => {
    expect(() => build(name)).toThrow(`No valid value of ${name} could be built.`);
  });

  test("the error for an unknown schema lists the known ones", () => {
    expect(() => build("Dog")).toThrow('no schema "Dog". It has: Base, Cat');
  });

  test("the same seed builds the same values, each different from the one before", () => {
    const [a, b] = [createBuilder(contract, { seed: 3 }), createBuilder(contract, { seed: 3 })];
    const values = [a("Base"), a("Base")];
    expect(values[0]).not.toEqual(values[1]);
    expect([b("Base"), b("Base")]).toEqual(values);
  });
});
