import type { PolicyRow } from "../bumps/policy.ts";

/** Effect of a change on requests and responses, from best to worst. */
export const wireVerdicts = [
  "none",
  "documentation",
  "compatible",
  "potential",
  "breaking",
] as const;
export type WireVerdict = (typeof wireVerdicts)[number];

/** Effect of a change on code that uses the generated types, or on tests, from best to worst. */
export const verdicts = ["none", "compatible", "breaking"] as const;
export type Verdict = (typeof verdicts)[number];

/** The direction of the changed part: from client to API, from API to client, or neither. */
export type Direction = "request" | "response" | "none";

/** The part of a document that a rule applies to. */
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

/** The location of a rule's example. The rest of its document is filled in. */
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
  /** The id without its direction. The rules for one change in both directions form a family. */
  family: string;
  direction: Direction;
  area: Area;
  wire: WireVerdict;
  /** The types verdict. `compiler` means that the TypeScript compiler decides. */
  types: Verdict | "compiler";
  tests: Verdict;
  /** The applicable row of the bump policy. */
  row: PolicyRow;
  /** The advice, as whole sentences: who is affected and what to do. */
  advice: string;
  example: Example;
}

/** The verdicts of a family for one direction: wire, types, tests, policy row, advice. */
export type Judgement = readonly [
  wire: WireVerdict,
  types: Verdict | "compiler",
  tests: Verdict,
  row: PolicyRow,
  advice: string,
];

/** Returns the two rules of a change whose verdict depends on the direction. */
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

/** Returns the rule for a change in a part that the client sends. */
export function inRequest(id: string, area: Area, example: Example, judgement: Judgement): Rule[] {
  return [rule(`request-${id}`, id, "request", area, example, judgement)];
}

/** Returns the rule for a change in a part that the API sends. */
export function inResponse(id: string, area: Area, example: Example, judgement: Judgement): Rule[] {
  return [rule(`response-${id}`, id, "response", area, example, judgement)];
}

/** Returns the rule for a change without a direction. */
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

/** The advice for a media type that is only spelled in another way. */
export const namesMediaType =
  "Bodies stay the same. Code that names the media type in a type must use the new spelling.";

/** Returns an example that changes a schema. */
export function schemas(before: unknown, after: unknown): Example {
  return { place: "schema", before, after };
}
