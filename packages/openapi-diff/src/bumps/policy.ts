import defaultPolicy from "./bump-policy.json" with { type: "json" };

/** The version bumps, from smallest to largest. */
export const bumpLevels = ["none", "patch", "minor", "major"] as const;
export type Bump = (typeof bumpLevels)[number];

/** A bump for each kind of package. */
export interface Bumps {
  /** Packages of generated types. */
  types: Bump;
  /** Packages that send requests. */
  client: Bump;
  /** Packages of test doubles, builders and recorded exchanges. */
  testUtils: Bump;
}

/** The bump of each package for one kind of change. */
export interface PolicyEntry {
  /** The kind of change, by its name in `policyRows`. */
  change: string;
  /** Bumps from version 1.0 on. */
  post1: Bumps;
  /** Bumps before version 1.0, where a breaking change raises the minor version. */
  pre1: Bumps;
  note?: string;
}

/** Bumps by kind of change. An entry replaces the default entry with the same `change`. */
export type BumpPolicy = readonly PolicyEntry[];

/** The names of the kinds of change in the policy. */
export const policyRows = {
  documentation: "description, example, summary, tag, x-extension only",
  nothing: "no semantic change ($ref<->allOf[$ref], reorder, YAML style)",
  deprecated: "deprecated: true added",
  operationAdded: "operation added",
  operationRemoved: "operation/path removed",
  pathParameterRenamed: "path parameter renamed ({id}->{thing_id})",
  operationIdRenamed: "operationId renamed",
  schemaNameRemoved: "component schema renamed or removed",
  schemaNameAdded: "inline schema extracted to a component",
  schemaInlined: "component inlined (name disappears)",
  requestOptionalAdded: "request: optional property/param/header added",
  requestRequiredAdded: "request: required property/param/header added (default or not)",
  requestBecameRequired: "request: optional -> required",
  requestBecameOptional: "request: required -> optional",
  requestPropertyRemoved: "request: property removed or renamed",
  requestParameterRemoved: "request: query param removed",
  requestWidened: "request: enum value added / type widened / nullable added",
  requestNarrowed: "request: enum value removed / type narrowed / became enum",
  requestTightened:
    "request: constraint tightened (maxLength, pattern, min, format, additionalProperties:false)",
  requestLoosened: "request: constraint loosened",
  requestDefaultChanged: "request: default changed",
  requestMediaTypeAdded: "request body required -> optional; media type added",
  requestMediaTypeReplaced: "request media type replaced",
  responseOptionalAdded: "response: optional property added",
  responseRequiredAdded: "response: required property added / optional -> required",
  responsePropertyRemoved: "response: property removed",
  responseBecameOptional: "response: required -> optional",
  responseBecameNullable: "response: became nullable",
  responseStoppedNullable: "response: stopped being nullable",
  responseEnumAdded: "response: enum value added",
  responseEnumRemoved: "response: enum value removed",
  responseEnumOpened: "response: closed enum -> string",
  responseNarrowed: "response: string -> enum (narrowed)",
  responseIntegerToNumber: "response: integer -> number",
  responseTypeWidened: "response: type widened (int|string)",
  responseMemberAdded: "response: oneOf member added",
  responseMemberRemoved: "response: oneOf member removed",
  successStatusChanged: "response: success status changed (201->200)",
  successBodyDropped: "response: success body dropped (204)",
  secondSuccess: "response: second 2xx with another body",
  errorAddedSame: "response: error status added, same error schema",
  errorAddedOther: "response: error status added, different error schema",
  errorRemoved: "response: error status removed",
  headerChanged: "response header added/removed (optional)",
  responseMediaTypeReplaced: "response media type replaced",
  responseConstraint: "format/maxLength on response",
  securityLoosened: "security: requirement removed or OR-alternative added",
  securityTightened: "security: requirement added (AND)",
  securitySchemeRenamed: "security scheme renamed",
  serverChanged: "servers[0].url changed",
} as const;

export type PolicyRow = keyof typeof policyRows;

/** The stage of a package, which selects the bumps of the policy. */
export type Stage = "pre1" | "post1";

/** The parts of a change that determine its bumps. */
export interface BumpingChange {
  row: PolicyRow;
  /** The effect on code that uses the generated types. */
  types: "none" | "compatible" | "breaking";
  /** Whether no operation uses what changed, so that only types differ. @default false */
  isUnused?: boolean;
}

/**
 * Finds the highest bump that the changes require for each package.
 *
 * @param changes the policy row and the types verdict of each change
 * @param stage `pre1` for packages before 1.0
 * @param policy entries that replace or complete the default policy
 * @default stage is `post1`; policy is the one of this package
 */
export function bumpsFor(
  changes: readonly BumpingChange[],
  stage: Stage = "post1",
  policy: BumpPolicy = [],
): Bumps {
  const entries = new Map<string, PolicyEntry>();
  for (const entry of [...(defaultPolicy as BumpPolicy), ...policy])
    entries.set(entry.change, entry);
  const bumps: Bumps = { types: "none", client: "none", testUtils: "none" };
  for (const { row, types, isUnused = false } of changes) {
    // The verdict of the compiler is more accurate than the policy row.
    const [least, most] = typesRange(types, stage, isUnused);
    const entry = entries.get(policyRows[row])?.[stage] ?? { types: "none" };
    bumps.types = higher(bumps.types, higher(least, lower(most, entry.types)));
    if (isUnused || !("client" in entry)) continue;
    bumps.client = higher(bumps.client, entry.client);
    bumps.testUtils = higher(bumps.testUtils, entry.testUtils);
  }
  return bumps;
}

/** Returns the smallest and the largest bump of generated types for a verdict. */
function typesRange(
  types: BumpingChange["types"],
  stage: Stage,
  isUnused: boolean,
): [least: Bump, most: Bump] {
  const breaking = stage === "post1" ? "major" : "minor";
  if (types === "breaking") return [breaking, breaking];
  if (types === "none") return ["none", isUnused ? "none" : "patch"];
  return ["none", stage === "post1" ? "minor" : "patch"];
}

function lower(one: Bump, other: Bump): Bump {
  return higher(one, other) === one ? other : one;
}

function higher(one: Bump, other: Bump): Bump {
  return bumpLevels.indexOf(other) > bumpLevels.indexOf(one) ? other : one;
}
