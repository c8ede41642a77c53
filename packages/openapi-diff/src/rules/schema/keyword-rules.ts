import { type Judgement, type Rule, bothWays, schemas } from "../rule.ts";

/** A keyword that rejects values, or parts of them, with a schema or a flag. */
interface Restriction {
  keyword: string;
  name: string;
  beside: Record<string, unknown>;
  value: unknown;
  /** A different value that is neither looser nor stricter. */
  other?: unknown;
  /** Whether the generated types depend on the keyword. */
  typed?: true;
}

/** Keywords of the rules `…-added`, `…-removed` and `…-changed`. */
export const restrictions: readonly Restriction[] = [
  {
    keyword: "pattern",
    name: "pattern",
    beside: { type: "string" },
    value: "^[a-z]+$",
    other: "^[0-9]+$",
  },
  { keyword: "multipleOf", name: "multiple-of", beside: { type: "number" }, value: 10, other: 3 },
  { keyword: "uniqueItems", name: "unique-items", beside: { type: "array" }, value: true },
  {
    keyword: "not",
    name: "not",
    beside: { type: "string" },
    value: { const: "none" },
    other: { const: "null" },
  },
  {
    keyword: "contains",
    name: "contains",
    beside: { type: "array" },
    value: { type: "string" },
    other: { type: "number" },
  },
  {
    keyword: "propertyNames",
    name: "property-names",
    beside: { type: "object" },
    value: { pattern: "^[a-z]+$" },
    other: { pattern: "^[0-9]+$" },
  },
  {
    keyword: "dependentRequired",
    name: "dependent-required",
    beside: { type: "object", properties: { a: { type: "string" }, b: { type: "string" } } },
    value: { a: ["b"] },
    other: { b: ["a"] },
  },
  {
    keyword: "dependentSchemas",
    name: "dependent-schema",
    beside: { type: "object", properties: { a: { type: "string" }, b: { type: "string" } } },
    value: { a: { required: ["b"] } },
    other: { b: { required: ["a"] } },
  },
  {
    keyword: "unevaluatedItems",
    name: "unevaluated-items",
    beside: { type: "array", prefixItems: [{ type: "string" }] },
    value: false,
  },
  {
    keyword: "unevaluatedProperties",
    name: "unevaluated-properties",
    beside: { type: "object", properties: { a: { type: "string" } } },
    value: false,
  },
  {
    keyword: "if",
    name: "if",
    beside: { type: "object", then: { required: ["b"] } },
    value: { required: ["a"] },
    other: { required: ["c"] },
  },
  {
    keyword: "then",
    name: "then",
    beside: { type: "object", if: { required: ["a"] } },
    value: { required: ["b"] },
    other: { required: ["c"] },
  },
  {
    keyword: "else",
    name: "else",
    beside: { type: "object", if: { required: ["a"] } },
    value: { required: ["b"] },
    other: { required: ["c"] },
  },
  {
    keyword: "contentEncoding",
    name: "content-encoding",
    beside: { type: "string" },
    value: "base64url",
    other: "base32",
  },
  {
    keyword: "contentMediaType",
    name: "content-media-type",
    beside: { type: "string" },
    value: "image/png",
    other: "image/jpeg",
  },
  {
    keyword: "contentSchema",
    name: "content-schema",
    beside: { type: "string", contentMediaType: "application/json" },
    value: { type: "object" },
    other: { type: "array" },
  },
];

/** Keywords for which a changed value only hints at a change of the allowed values. */
const hints = new Set(["pattern"]);

function rulesOf({ keyword, name, beside, value, other }: Restriction): Rule[] {
  const bare = { ...beside };
  const full = { ...beside, [keyword]: value };
  const sends: Judgement = [
    "breaking",
    "compiler",
    "breaking",
    "requestTightened",
    `A request whose value does not meet \`${keyword}\` is rejected. Check what your code sends.`,
  ];
  const rules = [
    ...bothWays(`${name}-added`, "schemas", schemas(bare, full), sends, [
      "compatible",
      "compiler",
      "breaking",
      "responseConstraint",
      "Responses keep to what callers already expect. Recorded responses may no longer be valid.",
    ]),
    ...bothWays(
      `${name}-removed`,
      "schemas",
      schemas(full, bare),
      ["compatible", "compiler", "none", "requestLoosened", "Requests that were valid stay valid."],
      [
        keyword === "pattern" ? "compatible" : "breaking",
        "compiler",
        "none",
        "responseConstraint",
        `A response may hold values that \`${keyword}\` ruled out. Check code that relies on it.`,
      ],
    ),
  ];
  if (other === undefined) return rules;
  const wire = hints.has(keyword) ? "potential" : "breaking";
  return [
    ...rules,
    ...bothWays(
      `${name}-changed`,
      "schemas",
      schemas(full, { ...beside, [keyword]: other }),
      [
        wire,
        "compiler",
        "breaking",
        "requestTightened",
        `A value that met the old \`${keyword}\` may be rejected. Check what your code sends.`,
      ],
      [
        keyword === "pattern" ? "compatible" : "breaking",
        "compiler",
        "breaking",
        "responseConstraint",
        `A response may hold values that the old \`${keyword}\` ruled out. Check code that relies on it.`,
      ],
    ),
  ];
}

/** Rules about keywords that reject values: added, removed, changed. */
export const keywordRules: readonly Rule[] = restrictions.flatMap(rulesOf);
