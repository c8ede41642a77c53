import type { Case } from "./assertion-cases.ts";

// What JSON Schema 2020-12 says of the keywords that apply other schemas, as schemas with values that match
// and that do not. The cases follow the specification's own words.

const everything = [null, true, 0, 1.5, "", "a", [], [1], {}, { a: 1 }];

export const applicators: Readonly<Record<string, readonly Case[]>> = {
  "boolean schemas": [
    [true, everything, []],
    [false, [], everything],
    [{}, everything, []],
  ],
  items: [
    [{ items: { type: "integer" } }, [[1, 2], [], "x", { 0: "x" }], [[1, "x"]]],
    [{ items: false }, [[]], [[1]]],
    [{ items: true }, [[1, "x"]], []],
    [
      { prefixItems: [{}, {}], items: { type: "integer" } },
      [["x", "y", 1], ["x"]],
      [["x", "y", "z"]],
    ],
    [
      { prefixItems: [{ type: "integer" }, { type: "string" }] },
      [[1, "a"], [1], [], [1, "a", true]],
      [
        ["a", 1],
        [1, 2],
      ],
    ],
    [{ prefixItems: [true, false] }, [[1], []], [[1, 2]]],
    [{ items: { items: { items: { type: "number" } } } }, [[[[1]]], [[]], [1]], [[[["1"]]]]],
    [{ items: { type: "null" } }, [[null]], [[0], [undefined]]],
    [
      {
        $defs: { part: { type: "object", required: ["id"] } },
        items: { prefixItems: [{ $ref: "#/$defs/part" }, { $ref: "#/$defs/part" }], items: false },
      },
      [[[{ id: 1 }, { id: 2 }], [{ id: 1 }]], [[]]],
      [[[{ id: 1 }, {}]], [[{ id: 1 }, { id: 2 }, { id: 3 }]]],
    ],
    [{ allOf: [{ prefixItems: [{ minimum: 3 }] }], items: { minimum: 5 } }, [[5]], [[3], [5, 3]]],
  ],
  contains: [
    [{ contains: { minimum: 5 } }, [[3, 5], [5, 5], {}], [[2, 3], []]],
    [{ contains: true }, [["x"]], [[]]],
    [{ contains: false }, ["x"], [["x"], []]],
    [{ prefixItems: [true], contains: false }, ["x"], [["x"], []]],
    [
      { contains: { const: 1 }, minContains: 2 },
      [
        [1, 1],
        [1, 2, 1],
      ],
      [[1], [2]],
    ],
    [{ contains: { const: 1 }, minContains: 0 }, [[], [2]], []],
    [{ contains: { const: 1 }, minContains: 0, maxContains: 1 }, [[], [1], [1, 2]], [[1, 1]]],
    [{ contains: { const: 1 }, maxContains: 1 }, [[1, 2]], [[], [1, 1]]],
    [{ minContains: 2, maxContains: 3 }, [[], [1]], []],
    [{ contains: { type: "null" } }, [[1, null]], [[1]]],
    [{ items: { multipleOf: 2 }, contains: { multipleOf: 3 } }, [[6, 12]], [[2, 4], [3], [1]]],
    [{ contains: { if: false, else: true } }, [["x"], "x"], [[]]],
    [{ contains: { const: 1 }, minContains: 3, maxContains: 1 }, [], [[], [1], [1, 1, 1]]],
  ],
  properties: [
    [
      { properties: { foo: { type: "integer" }, bar: { type: "string" } } },
      [{ foo: 1, bar: "x" }, {}, [], 1, { quux: [] }],
      [{ foo: "x" }, { foo: 1, bar: {} }],
    ],
    [{ properties: { foo: true, bar: false } }, [{}, { foo: 1 }], [{ bar: 2 }]],
    [
      {
        properties: {
          'foo"bar': { type: "number" },
          "foo\nbar": { type: "number" },
          "foo\\bar": { type: "number" },
        },
      },
      [{ 'foo"bar': 1 }],
      [{ 'foo"bar': "1" }, { "foo\nbar": "1" }, { "foo\\bar": "1" }],
    ],
    [
      {
        properties: {
          toString: { properties: { length: { type: "string" } } },
          constructor: { type: "number" },
        },
      },
      [{}, [], { toString: { length: "foo" }, constructor: 37 }],
      [{ constructor: { length: 37 } }, { toString: { length: 37 } }],
    ],
    [{ properties: { foo: { type: "null" } } }, [{ foo: null }], [{ foo: 0 }]],
    [
      {
        properties: { foo: { type: "array", maxItems: 3 }, bar: { type: "array" } },
        patternProperties: { "f.o": { minItems: 2 } },
        additionalProperties: { type: "integer" },
      },
      [{ foo: [1, 2] }, { bar: [] }, { fxo: [1, 2] }, { quux: 3 }],
      [{ foo: [1, 2, 3, 4] }, { foo: [] }, { fxo: [] }, { quux: "x" }],
    ],
  ],
  patternProperties: [
    [
      { patternProperties: { "f.*o": { type: "integer" } } },
      [{ foo: 1 }, { foo: 1, foooooo: 2 }, {}, ["foo"], { bar: "x" }],
      [{ foo: "bar" }, { foo: 1, foooooo: "x" }],
    ],
    [
      { patternProperties: { "a*": { type: "integer" }, "aaa*": { maximum: 20 } } },
      [{ a: 21 }, { aaaa: 18 }],
      [{ a: "bar" }, { aaaa: 31 }, { aaa: "foo" }],
    ],
    [{ patternProperties: { "^x-": true, "^y-": false } }, [{ "x-a": 1 }], [{ "y-a": 1 }]],
    [
      { patternProperties: { "[0-9]{2,}": { type: "boolean" }, X_: { type: "string" } } },
      [{ a: "a", x_: 3 }, { a31b: true }],
      [{ a31b: null }, { a_X_3: 3 }],
    ],
  ],
  additionalProperties: [
    [
      {
        properties: { foo: {}, bar: {} },
        patternProperties: { "^v": {} },
        additionalProperties: false,
      },
      [{ foo: 1 }, { vroom: 1 }, [], "x"],
      [{ foo: 1, quux: "boom" }],
    ],
    [
      { properties: { foo: {} }, additionalProperties: { type: "boolean" } },
      [{ foo: 1, quux: true }],
      [{ quux: 12 }],
    ],
    [{ additionalProperties: false }, [{}], [{ a: 1 }]],
    [{ additionalProperties: { type: "boolean" } }, [{}, { a: true }], [{ a: 1 }]],
    [
      { allOf: [{ properties: { foo: {} } }], additionalProperties: { type: "boolean" } },
      [{ bar: true }],
      [{ foo: 1 }],
    ],
    [
      { properties: { a: {}, b: {}, c: {}, d: {}, e: {} }, additionalProperties: false },
      [{ a: 1, e: 1 }],
      [{ f: 1 }, { toString: 1 }],
    ],
  ],
  propertyNames: [
    [
      { propertyNames: { maxLength: 3 } },
      [{ f: {}, foo: {} }, {}, [1, 2, 3], "x"],
      [{ foo: {}, foobar: {} }],
    ],
    [{ propertyNames: { pattern: "^a+$" } }, [{ a: 1, aa: 1 }], [{ aaA: {} }]],
    [{ propertyNames: false }, [{}], [{ foo: 1 }]],
    [{ propertyNames: { enum: ["foo", "bar"] } }, [{ foo: 1, bar: 2 }], [{ baz: 1 }]],
  ],
  "dependentRequired, dependentSchemas": [
    [
      { dependentRequired: { bar: ["foo"] } },
      [{}, { foo: 1 }, { foo: 1, bar: 2 }, ["bar"], "bar"],
      [{ bar: 2 }],
    ],
    [
      { dependentRequired: { quux: ["foo", "bar"] } },
      [{ foo: 1, bar: 2, quux: 3 }],
      [{ foo: 1, quux: 2 }, { quux: 1 }],
    ],
    [
      {
        dependentSchemas: {
          bar: { properties: { foo: { type: "integer" }, bar: { type: "integer" } } },
        },
      },
      [{ foo: 1, bar: 2 }, { foo: "quux" }, ["bar"]],
      [
        { foo: "quux", bar: 2 },
        { foo: 2, bar: "quux" },
      ],
    ],
    [
      { dependentSchemas: { foo: true, bar: false } },
      [{ foo: 1 }, {}],
      [{ bar: 2 }, { foo: 1, bar: 2 }],
    ],
    [{ dependentRequired: { a: [] } }, [{}, { a: 1 }], []],
    [
      { dependentRequired: { "a\nb": ["a\rb"], 'a"b': ["a'b"] } },
      [
        { "a\nb": 1, "a\rb": 2 },
        { 'a"b': 1, "a'b": 2 },
      ],
      [{ "a\nb": 1, "a\r": 2 }, { 'a"b': 1 }],
    ],
    [{ dependentSchemas: { toString: { required: ["a"] } } }, [{}], [{ toString: 1 }]],
    [
      {
        properties: { a: {} },
        dependentSchemas: { a: { properties: { b: {} }, additionalProperties: false } },
      },
      [{ b: 1 }, { c: 1 }],
      [{ a: 1 }, { a: 1, b: 1 }],
    ],
  ],
  allOf: [
    [
      {
        allOf: [
          { properties: { bar: { type: "integer" } }, required: ["bar"] },
          { properties: { foo: { type: "string" } }, required: ["foo"] },
        ],
      },
      [{ foo: "baz", bar: 2 }],
      [{ foo: "baz" }, { bar: 2 }, { foo: "baz", bar: "quux" }],
    ],
    [{ allOf: [true, false] }, [], everything],
    [{ allOf: [{ minimum: 30 }], maximum: 40 }, [35], [25, 45]],
    [
      {
        allOf: [{ multipleOf: 2 }],
        anyOf: [{ multipleOf: 3 }],
        oneOf: [{ multipleOf: 5 }],
      },
      [30],
      [1, 2, 3, 5, 6, 10, 15],
    ],
    [{ allOf: [{ allOf: [{ type: "null" }] }] }, [null], [1]],
    [{ allOf: [{}, { type: "number" }] }, [1], ["a"]],
    [{ type: "string", oneOf: [{ minLength: 2 }, { maxLength: 4 }] }, ["a", "abcde"], [3, "abc"]],
    [{ oneOf: [{ oneOf: [{ type: "null" }] }] }, [null], [1]],
    [{ oneOf: [{ type: "number" }, {}] }, ["a"], [1]],
  ],
  anyOf: [
    [{ anyOf: [{ type: "integer" }, { minimum: 2 }] }, [1, 2.5, 3], [1.5]],
    [{ type: "string", anyOf: [{ maxLength: 2 }, { minLength: 4 }] }, ["ab", "abcd"], ["abc", 3]],
    [{ anyOf: [true, false] }, everything, []],
    [{ anyOf: [{ required: ["a"] }, { required: ["b"] }] }, [{ a: 1 }, { b: 1 }], [{}]],
  ],
  oneOf: [
    [{ oneOf: [{ type: "integer" }, { minimum: 2 }] }, [1, 2.5], [3, 1.5]],
    [{ oneOf: [true, true] }, [], everything],
    [{ oneOf: [true, false, false] }, everything, []],
    [
      { oneOf: [{ required: ["foo", "bar"] }, { required: ["foo", "baz"] }] },
      [{ foo: 1, bar: 2 }],
      [{ bar: 2 }, { foo: 1, bar: 2, baz: 3 }],
    ],
  ],
  not: [
    [{ not: { type: "integer" } }, ["foo", 1.1], [1]],
    [
      { not: { type: "object", properties: { foo: { type: "string" } } } },
      [1, { foo: 1 }],
      [{ foo: "bar" }],
    ],
    [{ not: {} }, [], everything],
    [{ not: false }, everything, []],
    [{ not: { not: {} } }, everything, []],
    [{ properties: { foo: { not: {} } } }, [{ bar: 1 }], [{ foo: 1 }]],
    [{ not: { type: ["integer", "boolean"] } }, ["a"], [1, true]],
    [{ not: { properties: { a: false }, required: ["b"] } }, [{ a: 1, b: 1 }, {}], [{ b: 1 }, 1]],
  ],
  "if, then, else": [
    [
      { if: { exclusiveMaximum: 0 }, then: { minimum: -10 }, else: { multipleOf: 2 } },
      [-1, 4, "x"],
      [-100, 3],
    ],
    [{ if: { const: 0 } }, [0, "hello"], []],
    [{ then: { const: 0 } }, [0, "hello"], []],
    [{ if: true, then: { const: "then" }, else: { const: "else" } }, ["then"], ["else"]],
    [{ if: false, then: { const: "then" }, else: { const: "else" } }, ["else"], ["then"]],
    [{ if: { required: ["a"] }, then: { required: ["b"] } }, [{ a: 1, b: 1 }, {}], [{ a: 1 }]],
    [
      {
        allOf: [
          { if: { exclusiveMaximum: 0 } },
          { then: { minimum: -10 } },
          { else: { multipleOf: 2 } },
        ],
      },
      [-100, 3],
      [],
    ],
    [
      { then: { const: "yes" }, else: { const: "other" }, if: { maxLength: 4 } },
      ["yes", "other"],
      ["no", "invalid"],
    ],
  ],
};
