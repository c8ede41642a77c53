import { type Judgement, type Rule, bothWays, schemas } from "../rule.ts";

/** A keyword that limits values from one side. */
interface Bound {
  keyword: string;
  /** The name of the keyword in rule ids. */
  name: string;
  side: "upper" | "lower";
  /** Further keywords of the example. */
  beside: Record<string, unknown>;
  values: readonly [loose: number, tight: number];
}

const number = { type: "number" };
const string = { type: "string" };
const array = { type: "array", items: { type: "string" } };
const object = { type: "object", additionalProperties: { type: "string" } };
const holding = { type: "array", contains: { type: "string" } };

export const bounds: readonly Bound[] = [
  { keyword: "maximum", name: "max", side: "upper", beside: number, values: [100, 50] },
  { keyword: "minimum", name: "min", side: "lower", beside: number, values: [1, 5] },
  {
    keyword: "exclusiveMaximum",
    name: "exclusive-max",
    side: "upper",
    beside: number,
    values: [100, 50],
  },
  {
    keyword: "exclusiveMinimum",
    name: "exclusive-min",
    side: "lower",
    beside: number,
    values: [1, 5],
  },
  { keyword: "maxLength", name: "max-length", side: "upper", beside: string, values: [100, 50] },
  { keyword: "minLength", name: "min-length", side: "lower", beside: string, values: [1, 5] },
  { keyword: "maxItems", name: "max-items", side: "upper", beside: array, values: [100, 50] },
  { keyword: "minItems", name: "min-items", side: "lower", beside: array, values: [1, 5] },
  {
    keyword: "maxProperties",
    name: "max-properties",
    side: "upper",
    beside: object,
    values: [100, 50],
  },
  {
    keyword: "minProperties",
    name: "min-properties",
    side: "lower",
    beside: object,
    values: [1, 5],
  },
  { keyword: "maxContains", name: "max-contains", side: "upper", beside: holding, values: [9, 5] },
  { keyword: "minContains", name: "min-contains", side: "lower", beside: holding, values: [2, 5] },
];

const tightenedRequest = (wire: "potential" | "breaking"): Judgement => [
  wire,
  "none",
  "breaking",
  "requestTightened",
  "A request with a value beyond the new limit is rejected. Check what your code sends.",
];

const loosenedRequest: Judgement = [
  "compatible",
  "none",
  "none",
  "requestLoosened",
  "Requests that were valid stay valid.",
];

const tightenedResponse: Judgement = [
  "compatible",
  "none",
  "breaking",
  "responseConstraint",
  "Responses keep to what callers already expect. Recorded responses beyond the new limit are no longer valid.",
];

const loosenedResponse: Judgement = [
  "breaking",
  "none",
  "none",
  "responseConstraint",
  "A response may hold values that callers were told never to expect. Check code that relies on the old limit, such as a column width.",
];

function rulesOf({ keyword, name, side, beside, values: [loose, tight] }: Bound): Rule[] {
  const [tighter, looser] =
    side === "upper" ? ["decreased", "increased"] : ["increased", "decreased"];
  const at = (value?: number): Record<string, unknown> =>
    value === undefined ? beside : { ...beside, [keyword]: value };
  return [
    ...bothWays(
      `${name}-set`,
      "schemas",
      schemas(at(), at(tight)),
      tightenedRequest("potential"),
      tightenedResponse,
    ),
    ...bothWays(
      `${name}-${tighter}`,
      "schemas",
      schemas(at(loose), at(tight)),
      tightenedRequest("breaking"),
      tightenedResponse,
    ),
    ...bothWays(
      `${name}-${looser}`,
      "schemas",
      schemas(at(tight), at(loose)),
      loosenedRequest,
      loosenedResponse,
    ),
    ...bothWays(
      `${name}-unset`,
      "schemas",
      schemas(at(tight), at()),
      loosenedRequest,
      loosenedResponse,
    ),
  ];
}

/** Rules about limits of numbers, lengths and counts: set, moved in either direction, unset. */
export const boundRules: readonly Rule[] = bounds.flatMap(rulesOf);
