import { type Rule, bothWays, inRequest, inResponse, schemas } from "../rule.ts";

const stays = "Requests that were valid stay valid.";
const expects = "Responses keep to what callers already expect.";

/** Rules about formats, defaults, and differences that only sample values show. */
export const formatRules: readonly Rule[] = [
  ...bothWays(
    "format-added",
    "schemas",
    schemas({ type: "string" }, { type: "string", format: "uuid" }),
    [
      "potential",
      "compiler",
      "breaking",
      "requestTightened",
      "A value in another format may be rejected. Check what your code sends.",
    ],
    ["compatible", "compiler", "breaking", "responseConstraint", expects],
  ),
  ...bothWays(
    "format-changed",
    "schemas",
    schemas({ type: "string", format: "date" }, { type: "string", format: "date-time" }),
    [
      "breaking",
      "compiler",
      "breaking",
      "requestTightened",
      "A value in the old format may be rejected. Send the new format.",
    ],
    [
      "breaking",
      "compiler",
      "breaking",
      "responseConstraint",
      "Code that parses the old format may fail. Parse the new format.",
    ],
  ),
  ...bothWays(
    "format-widened",
    "schemas",
    schemas({ type: "integer", format: "int32" }, { type: "integer", format: "int64" }),
    ["compatible", "compiler", "none", "requestLoosened", stays],
    [
      "breaking",
      "compiler",
      "none",
      "responseConstraint",
      "A response may hold values that the old format cannot. Check the width of the variables and columns that hold it.",
    ],
  ),
  ...bothWays(
    "format-narrowed",
    "schemas",
    schemas({ type: "integer", format: "int64" }, { type: "integer", format: "int32" }),
    [
      "breaking",
      "compiler",
      "breaking",
      "requestTightened",
      "A value that only the old format can hold is rejected. Check what your code sends.",
    ],
    ["compatible", "compiler", "breaking", "responseConstraint", expects],
  ),
  ...bothWays(
    "format-removed",
    "schemas",
    schemas({ type: "string", format: "uuid" }, { type: "string" }),
    ["compatible", "compiler", "none", "requestLoosened", stays],
    [
      "potential",
      "compiler",
      "none",
      "responseConstraint",
      "A response may hold a value in another format. Check code that parses it.",
    ],
  ),
  ...bothWays(
    "default-added",
    "schemas",
    schemas({ type: "integer" }, { type: "integer", default: 10 }),
    [
      "compatible",
      "none",
      "none",
      "requestDefaultChanged",
      "A request without the field now means this value. Check that it is what you rely on.",
    ],
    ["compatible", "none", "none", "documentation", "Responses stay as they are."],
  ),
  ...bothWays(
    "default-changed",
    "schemas",
    schemas({ type: "integer", default: 10 }, { type: "integer", default: 20 }),
    [
      "breaking",
      "none",
      "none",
      "requestDefaultChanged",
      "A request without the field now means another value. Send the old one to keep the old behaviour.",
    ],
    ["compatible", "none", "none", "documentation", "Responses stay as they are."],
  ),
  ...bothWays(
    "default-removed",
    "schemas",
    schemas({ type: "integer", default: 10 }, { type: "integer" }),
    [
      "potential",
      "none",
      "none",
      "requestDefaultChanged",
      "A request without the field may mean another value. Send the old default to keep the old behaviour.",
    ],
    ["compatible", "none", "none", "documentation", "Responses stay as they are."],
  ),
  ...inRequest(
    "values-rejected",
    "schemas",
    schemas(
      {
        anyOf: [
          { type: "string", minLength: 2 },
          { type: "array" },
          { type: "number", minimum: 5 },
        ],
      },
      {
        anyOf: [
          { type: "string", minLength: 4 },
          { type: ["array", "number"], minimum: 7 },
        ],
      },
    ),
    [
      "breaking",
      "compiler",
      "breaking",
      "requestNarrowed",
      "A request with such a value was accepted and is now rejected. Check what your code sends.",
    ],
  ),
  ...inResponse(
    "values-rejected",
    "schemas",
    schemas(
      {
        anyOf: [
          { type: "string", minLength: 2 },
          { type: "array" },
          { type: "number", minimum: 5 },
        ],
      },
      {
        anyOf: [
          { type: "string", minLength: 4 },
          { type: ["array", "number"], minimum: 7 },
        ],
      },
    ),
    ["compatible", "compiler", "breaking", "responseNarrowed", expects],
  ),
  ...bothWays(
    "values-accepted",
    "schemas",
    schemas(
      {
        anyOf: [
          { type: "string", minLength: 4 },
          { type: ["array", "number"], minimum: 7 },
        ],
      },
      {
        anyOf: [
          { type: "string", minLength: 2 },
          { type: "array" },
          { type: "number", minimum: 5 },
        ],
      },
    ),
    ["compatible", "compiler", "none", "requestWidened", stays],
    [
      "breaking",
      "compiler",
      "none",
      "responseTypeWidened",
      "A response may hold such a value, which callers were told never to expect. Handle it.",
    ],
  ),
  ...bothWays(
    "values-changed",
    "schemas",
    schemas(
      {
        anyOf: [
          { type: "string", minLength: 4 },
          { type: "array" },
          { type: "number", minimum: 5 },
        ],
      },
      {
        anyOf: [
          { type: "string", minLength: 2 },
          { type: ["array", "number"], minimum: 7 },
        ],
      },
    ),
    [
      "breaking",
      "compiler",
      "breaking",
      "requestNarrowed",
      "A request with such a value was accepted and is now rejected. Check what your code sends.",
    ],
    [
      "breaking",
      "compiler",
      "breaking",
      "responseTypeWidened",
      "A response may hold such a value, which callers were told never to expect. Handle it.",
    ],
  ),
  ...bothWays(
    "composition-changed",
    "schemas",
    schemas(
      { anyOf: [{ type: "string", pattern: "^q{7}$" }, { type: "number" }] },
      {
        allOf: [
          { anyOf: [{ type: "string", pattern: "^q{7}$" }, { type: "number" }] },
          { anyOf: [{ type: "string", pattern: "^q{7,8}$" }, { type: "number" }] },
        ],
      },
    ),
    [
      "potential",
      "compiler",
      "breaking",
      "requestNarrowed",
      "No value was found that shows a difference, and there may be one. Check what your code sends.",
    ],
    [
      "potential",
      "compiler",
      "breaking",
      "responseTypeWidened",
      "No value was found that shows a difference, and there may be one. Check code that reads it.",
    ],
  ),
  ...bothWays(
    "extensible-enum-value-removed",
    "schemas",
    schemas(
      { type: "string", "x-extensible-enum": ["red", "green"] },
      { type: "string", "x-extensible-enum": ["red"] },
    ),
    [
      "breaking",
      "none",
      "breaking",
      "requestNarrowed",
      "A request with the removed value is rejected. Send a value that is left.",
    ],
    ["compatible", "none", "breaking", "responseConstraint", "The API no longer sends the value."],
  ),
];
