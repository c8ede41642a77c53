import type { Bump, Bumps, Comparison, Stage } from "@sandboxes/openapi-diff";
import type { PublishedPackage } from "../packages/published-packages.ts";

/** The bump of one package for a spec change. */
export interface Release {
  readonly name: string;
  readonly bump: Exclude<Bump, "none">;
}

/** The parts of a published package that determine its bump. */
export type Released = Pick<PublishedPackage, "name" | "version">;

const levels: readonly Bump[] = ["none", "patch", "minor", "major"];

/** Returns whether one bump is smaller than another. */
export function isLower(one: Bump, other: Bump): boolean {
  return levels.indexOf(one) < levels.indexOf(other);
}

type Judge = (comparison: Pick<Comparison, "wire" | "bumps">, stage: Stage) => Bump;

/**
 * Maps each package to the source of its bump. The policy of `openapi-diff` decides for types, client and
 * test utilities. The wire verdict decides for the server and the command line, which serve the API
 * itself. All of them count for the spec.
 */
const affected: Readonly<Record<string, Judge>> = {
  "@sandboxes/spec": ({ wire, bumps }, stage) =>
    highest([...Object.values<Bump>({ ...bumps }), ofWire(wire, bumps, stage)]),
  "@sandboxes/schema": ({ bumps }) => bumps.types,
  "@sandboxes/client": ({ bumps }) => bumps.client,
  "@sandboxes/server": ({ wire, bumps }, stage) => ofWire(wire, bumps, stage),
  "@sandboxes/test-utils": ({ bumps }) => bumps.testUtils,
  "@sandboxes/cli": ({ wire, bumps }, stage) => ofWire(wire, bumps, stage),
};

function ofWire(wire: Comparison["wire"], bumps: Bumps, stage: Stage): Bump {
  if (wire === "breaking") return stage === "post1" ? "major" : "minor";
  if (wire === "potential" || wire === "compatible") return stage === "post1" ? "minor" : "patch";
  // Their pages and types come from the spec too.
  return highest(Object.values<Bump>({ ...bumps })) === "none" ? "none" : "patch";
}

function highest(bumps: readonly Bump[]): Bump {
  return bumps.reduce((one, other) => (isLower(one, other) ? other : one), "none");
}

/** Returns the policy stage of a version: `pre1` before 1.0. */
export function stageOf(version: string): Stage {
  return version.startsWith("0.") ? "pre1" : "post1";
}

/**
 * Finds the bump of each published package that a spec change affects. A package without a published
 * version has no users, so it is left out.
 *
 * @param comparisons the results of the same comparison, by the stage of their bumps
 */
export function planReleases(
  packages: readonly Released[],
  comparisons: ReadonlyMap<Stage, Pick<Comparison, "wire" | "bumps">>,
): Release[] {
  return packages
    .filter(({ version }) => version !== "0.0.0")
    .flatMap(({ name, version }) => {
      const stage = stageOf(version);
      const comparison = comparisons.get(stage);
      const bump = comparison && affected[name]?.(comparison, stage);
      return bump === undefined || bump === "none" ? [] : [{ name, bump }];
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
