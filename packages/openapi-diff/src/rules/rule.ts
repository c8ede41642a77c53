import type { PolicyRow } from "../bumps/policy.ts";

/** Effect of a change on requests and responses, worst last. */
export const wireVerdicts = [
  "none",
  "documentation",
  "compatible",
  "potential",
  "breaking",
] as const;
export type WireVerdict = (typeof wireVerdicts)[number];

/** Effect of a change on code that uses the generated types, or on tests; worst last. */
export const verdicts = ["none", "compatible", "breaking"] as const;
export type Verdict = (typeof verdicts)[number];

/** Which way the changed part travels: from client to API, from API to client, or neither. */
export type Direction = "request" | "response" | "none";

/** Part of a document that a rule is about. */
export type Area =
  | "paths"
  | "operations"
  | "parameters"
  | "bodies"
  | "responses"
  | "headers"
  | "schemas"
  | "security"
  | "servers"
  | "callbacks"
  | "extensions"
  | "names"
  | "documentation";

/** Where the example of a rule stands. The rest of its document is added to it. */
type ExamplePlace = "schema" | "parameter" | "operation" | "document" | "response";

/** The smallest edit that the rule reports. */
export interface Example {
  place: ExamplePlace;
  before: unknown;
  after: unknown;
}

/** A kind of change, with its verdicts. */
export interface Rule {
  /** Stable name, such as `request-enum-value-removed`. */
  id: string;
  /** The id without its direction; the same change in both directions is one family. */
  family: string;
  direction: Direction;
  area: Area;
  wire: WireVerdict;
  /** `compiler`: the TypeScript compiler decides. */
  types: Verdict | "compiler";
  tests: Verdict;
  /** The row of the bump policy that applies. */
  row: PolicyRow;
  /** Who is affected and what to do, as whole sentences. */
  advice: string;
  example: Example;
}

/** What a family says for one direction: wire, types, tests, policy row, advice. */
export type Judgement = readonly [
  wire: WireVerdict,
  types: Verdict | "compiler",
  tests: Verdict,
  row: PolicyRow,
  advice: string,
];

/** @returns the two rules of a change that is judged by its direction */
export function bothWays(
  family: string,
  area: Area,
  example: Example,
  request: Judgement,
  response: Judgement,
): Rule[] {
  return [
    rule(`request-${family}`, family, "request", area, example, request),
    rule(`response-${family}`, family, "response", area, example, response),
  ];
}

/** @returns the rule of a change in what the client sends */
export function inRequest(id: string, area: Area, example: Example, judgement: Judgement): Rule[] {
  return [rule(`request-${id}`, id, "request", area, example, judgement)];
}

/** @returns the rule of a change in what the API sends */
export function inResponse(id: string, area: Area, example: Example, judgement: Judgement): Rule[] {
  return [rule(`response-${id}`, id, "response", area, example, judgement)];
}

/** @returns the rule of a change that travels neither way */
export function anywhere(id: string, area: Area, example: Example, judgement: Judgement): Rule[] {
  return [rule(id, id, "none", area, example, judgement)];
}

function rule(
  id: string,
  family: string,
  direction: Direction,
  area: Area,
  example: Example,
  [wire, types, tests, row, advice]: Judgement,
): Rule {
  return { id, family, direction, area, wire, types, tests, row, advice, example };
}

/** @returns an example that changes a schema */
export function schemas(before: unknown, after: unknown): Example {
  return { place: "schema", before, after };
}
