// What JSON Schema 2020-12 says of the keywords that assert something, as schemas with values that match
// and that do not. The cases follow the specification's own words.

/** A schema, values that match it, and values that do not. */
export type Case = readonly [
  schema: unknown,
  valid: readonly unknown[],
  invalid: readonly unknown[],
];

export const assertions: Readonly<Record<string, readonly Case[]>> = {
  type: [
    [{ type: "integer" }, [0, -1, 1.0, 1e300], [1.1, "1", null, {}, [], true]],
    [{ type: "number" }, [0, 1.1], ["1", null]],
    [{ type: "string" }, ["", "1"], [1, null, [], {}]],
    [{ type: "boolean" }, [true, false], [0, 1, "true", null]],
    [{ type: "null" }, [null], [0, "", false, undefined]],
    [{ type: "array" }, [[], [1]], [{}, "", { length: 0 }]],
    [{ type: "object" }, [{}, { a: 1 }], [[], null, "a"]],
    [{ type: ["string", "null"] }, ["a", null], [1, [], {}]],
    [{ type: ["integer", "string"], minimum: 3, minLength: 2 }, [3, "ab"], [2, 3.5, "a", null]],
    [{ type: ["array", "object", "null"] }, [[], {}, null], [1, "a", true]],
  ],
  enum: [
    [{ enum: [1, "a", null, true] }, [1, "a", null, true], [2, "1", "b", false, undefined]],
    [
      { enum: [6, [], { foo: false }] },
      [6, [], { foo: false }],
      [{ foo: 0 }, { foo: false, bar: 1 }, [1]],
    ],
    [{ enum: [0] }, [0, -0, 0.0], [false, "", [0]]],
    [{ enum: [[false]] }, [[false]], [[0], false]],
    [{ enum: ["a\u0000b"] }, ["a\u0000b"], ["ab"]],
  ],
  const: [
    [{ const: null }, [null], [0, false, ""]],
    [
      { const: { a: 1, b: [1, { c: 2 }] } },
      [{ b: [1, { c: 2 }], a: 1 }],
      [{ a: 1 }, { a: 1, b: [1, { c: 2 }], d: 1 }, []],
    ],
    [{ const: 1 }, [1, 1.0], [true, "1", [1]]],
    [{ const: [{ foo: "bar" }] }, [[{ foo: "bar" }]], [[], [{}], [{ foo: "bar" }, 1]]],
  ],
  "number limits": [
    [{ minimum: 1.1 }, [1.1, 2, "x"], [0.6]],
    [{ maximum: 3 }, [3, -5, "x"], [3.5]],
    [{ exclusiveMinimum: 1.1 }, [1.2], [1.1, 0.6]],
    [{ exclusiveMaximum: 3 }, [2.2], [3, 3.5]],
    [{ minimum: -2 }, [-2, -1, 0], [-2.0001, -3]],
  ],
  multipleOf: [
    [{ multipleOf: 2 }, [0, 10, -4, "x"], [7]],
    [{ multipleOf: 1.5 }, [0, 4.5], [35]],
    [{ multipleOf: 0.0001 }, [0.0075], [0.00751]],
    [{ type: "integer", multipleOf: 1e-8 }, [12391239123], []],
    [{ type: "integer", multipleOf: 0.5 }, [1e308], []],
    [{ type: "integer", multipleOf: 0.123456789 }, [], [1e308]],
  ],
  "string lengths, in code points": [
    [{ minLength: 2 }, ["fo", "foo", "💩💩", 1], ["f", "💩"]],
    [{ maxLength: 2 }, ["f", "fo", "💩💩", 100], ["foo", "💩💩💩"]],
    [{ minLength: 2.0, maxLength: 2.0 }, ["é́".normalize("NFC").slice(0, 2)], ["a", "abc"]],
  ],
  pattern: [
    [{ pattern: "^a*$" }, ["aaa", "", true, 1], ["abc"]],
    [{ pattern: "a+" }, ["xxaayy"], ["xy"]],
    [{ pattern: "^\\p{Letter}+$" }, ["été"], ["1"]],
    [{ pattern: "^🐲*$" }, ["", "🐲🐲"], ["🐉"]],
    [{ pattern: "/\\d" }, ["a/1"], ["1"]],
  ],
  "item counts": [
    [{ minItems: 1 }, [[1], ""], [[]]],
    [{ maxItems: 2 }, [[1, 2], [], "xxx"], [[1, 2, 3]]],
    [
      { uniqueItems: true },
      [
        [1, 2],
        [{ a: 1 }, { a: 2 }],
        [1, true],
        [0, false],
        [[1], [true]],
        ["a", ["a"]],
      ],
      [
        [1, 1],
        [1.0, 1],
        [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
        [[[1]], [[1]]],
        [null, null],
        [{}, {}],
      ],
    ],
    [{ uniqueItems: false }, [[1, 1]], []],
  ],
  required: [
    [
      { required: ["foo"] },
      [{ foo: 1 }, { foo: null }, [], "", 12],
      [{ bar: 1 }, {}, { foo: undefined }],
    ],
    [{ required: [] }, [{}], []],
    [
      { required: ["toString", "hasOwnProperty"] },
      [{ toString: 1, hasOwnProperty: 1 }],
      [{}, { toString: 1 }],
    ],
    [{ properties: { foo: {} } }, [{}], []],
  ],
  "property counts": [
    [{ minProperties: 1 }, [{ a: 1 }, [], ""], [{}, { a: undefined }]],
    [{ maxProperties: 2 }, [{ a: 1, b: 2 }, {}, [1, 2, 3]], [{ a: 1, b: 2, c: 3 }]],
  ],
  annotations: [
    [
      {
        default: 1,
        title: "x",
        description: "y",
        $comment: "z",
        deprecated: true,
        examples: [1],
        type: "string",
      },
      ["a"],
      [1],
    ],
    [{ format: "email" }, ["not an address", 1], []],
    [{ contentMediaType: "application/json", contentEncoding: "base64" }, ["{", 1], []],
  ],
  "format uuid": [
    [
      { format: "uuid" },
      [
        "2EB8AA08-AA98-11EA-B4AA-73B441D16380",
        "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
        "00000000-0000-0000-0000-000000000000",
        12,
        null,
      ],
      [
        "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
        "2eb8aa08-aa98-11ea-73b441d16380",
        "2eb8aa08-aa98-11ea-b4ga-73b441d16380",
        "2eb8aa08aa9811eab4aa73b441d16380",
        "2eb8-aa08-aa98-11ea-b4aa73b44-1d16380",
        "{2eb8aa08-aa98-11ea-b4aa-73b441d16380}",
        "",
      ],
    ],
  ],
  "format date-time": [
    [
      { format: "date-time" },
      [
        "1963-06-19T08:30:06.283185Z",
        "1990-12-31T15:59:50.123-08:00",
        "1937-01-01T12:00:27.87+00:20",
        "1998-12-31T23:59:60Z",
        "1998-12-31T15:59:60.123-08:00",
        "1963-06-19t08:30:06.283185z",
        "2024-02-29T00:00:00Z",
        12,
      ],
      [
        "1998-12-31T23:59:61Z",
        "1998-12-31T23:58:60Z",
        "1998-12-31T22:59:60Z",
        "1990-02-31T15:59:59.123-08:00",
        "1990-12-31T15:59:59-24:00",
        "1963-06-19T08:30:06.28123+01:00Z",
        "06/19/1963 08:30:06 PST",
        "2013-350T01:01:01",
        "1963-6-19T08:30:06.283185Z",
        "1963-06-1T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "1963-06-11T24:00:00Z",
        "1963-06-19T08:30:06",
        "2023-11-07",
      ],
    ],
  ],
  "formats int32, int64": [
    [
      { type: "integer", format: "int32" },
      [0, 2147483647, -2147483648],
      [2147483648, -2147483649, 1.5],
    ],
    [
      { type: "integer", format: "int64" },
      [9007199254740991, -9223372036854775808],
      [9223372036854775808, 1e300],
    ],
  ],
};
