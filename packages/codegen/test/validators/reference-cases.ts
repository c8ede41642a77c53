import type { Case } from "./assertion-cases.ts";

// What JSON Schema 2020-12 says of the keywords that name schemas and refer to them, as schemas with values
// that match and that do not. The cases follow the specification's own words.

export const references: Readonly<Record<string, readonly Case[]>> = {
  "$ref, $defs": [
    [
      { properties: { foo: { $ref: "#" } }, additionalProperties: false },
      [{ foo: false }, { foo: { foo: false } }],
      [{ bar: false }, { foo: { bar: false } }],
    ],
    [
      { properties: { foo: { type: "integer" }, bar: { $ref: "#/properties/foo" } } },
      [{ bar: 3 }],
      [{ bar: true }],
    ],
    [{ prefixItems: [{ type: "integer" }, { $ref: "#/prefixItems/0" }] }, [[1, 2]], [[1, "foo"]]],
    [
      {
        $defs: { "tilde~field": { type: "integer" }, "slash/field": { type: "integer" } },
        properties: { t: { $ref: "#/$defs/tilde~0field" }, s: { $ref: "#/$defs/slash~1field" } },
      },
      [{ t: 1, s: 1 }],
      [{ t: "a" }, { s: "a" }],
    ],
    [
      {
        $defs: { a: { type: "integer" }, b: { $ref: "#/$defs/a" }, c: { $ref: "#/$defs/b" } },
        $ref: "#/$defs/c",
      },
      [5],
      ["a"],
    ],
    [
      { $defs: { r: { type: "array" } }, properties: { foo: { $ref: "#/$defs/r", maxItems: 2 } } },
      [{ foo: [] }],
      [{ foo: [1, 2, 3] }, { foo: "string" }],
    ],
    [{ $defs: { bool: false }, $ref: "#/$defs/bool" }, [], [null, true, 0, "", [], {}]],
    [{ properties: { $ref: { type: "string" } } }, [{ $ref: "a" }], [{ $ref: 2 }]],
    [
      {
        type: "object",
        properties: { value: { type: "number" }, next: { $ref: "#" } },
        required: ["value"],
      },
      [{ value: 1, next: { value: 2 } }],
      [{ value: 1, next: { value: 2, next: {} } }],
    ],
    [
      {
        allOf: [{ $ref: "#/$defs/int" }],
        $defs: { int: { type: "integer" } },
        anyOf: [{ $ref: "#/$defs/int" }],
      },
      [1],
      ["a"],
    ],
    [
      {
        $defs: { 'percent%field"': { type: "integer" } },
        properties: { p: { $ref: "#/$defs/percent%25field%22" } },
      },
      [{ p: 1 }],
      [{ p: "a" }],
    ],
    [
      {
        $defs: {
          node: {
            required: ["value"],
            properties: { value: { type: "number" }, subtree: { $ref: "#/$defs/tree" } },
          },
          tree: {
            required: ["nodes"],
            properties: { nodes: { type: "array", items: { $ref: "#/$defs/node" } } },
          },
        },
        $ref: "#/$defs/tree",
      },
      [{ nodes: [{ value: 1, subtree: { nodes: [{ value: 2 }] } }] }],
      [
        { nodes: [{ value: 1, subtree: { nodes: [{ value: "2" }] } }] },
        { nodes: [{ subtree: {} }] },
      ],
    ],
    [
      { enum: [{ $ref: "#/$defs/a" }], $defs: { a: { type: "string" } } },
      [{ $ref: "#/$defs/a" }],
      ["a"],
    ],
  ],
  "$id, $anchor": [
    [
      { $defs: { a: { $anchor: "here", type: "integer" } }, properties: { b: { $ref: "#here" } } },
      [{ b: 1 }],
      [{ b: "a" }],
    ],
    [
      {
        $defs: { a: { $dynamicAnchor: "here", type: "integer" } },
        properties: { b: { $ref: "#here" } },
      },
      [{ b: 1 }],
      [{ b: "a" }],
    ],
    [
      {
        $id: "https://example.com/root.json",
        $defs: { a: { $id: "https://example.com/a.json", type: "integer" } },
        properties: { b: { $ref: "https://example.com/a.json" } },
      },
      [{ b: 1 }],
      [{ b: "a" }],
    ],
    [
      {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        const: { $id: "x", $anchor: "y", $schema: "z", unevaluatedItems: false },
      },
      [{ $id: "x", $anchor: "y", $schema: "z", unevaluatedItems: false }],
      [{}],
    ],
  ],
};
