import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiDocument } from "@sandboxes/codegen/in-memory";
import {
  type Change,
  type Comparison,
  type Stage,
  compare,
  openDocument,
} from "@sandboxes/openapi-diff";
import {
  type AcceptedBreak,
  acceptanceOf,
  isBreak,
  readAcceptedBreaks,
} from "./accepted-breaks.ts";
import { changesetName, changesetText } from "./changeset-file.ts";
import { consumerTerms } from "./consumer-terms.ts";
import { type Base, BaseError, findBase, specPath } from "./git-base.ts";
import { type Release, type Released, planReleases, stageOf } from "./plan-releases.ts";

/** The plan for a spec change. */
export interface ChangePlan {
  readonly base: Base;
  readonly comparison: Comparison;
  readonly releases: readonly Release[];
  /** The changeset, or undefined when no published package changes for its users. */
  readonly changeset: { readonly name: string; readonly text: string } | undefined;
  /** Breaking changes that no entry of the list accepts. Empty before the first version. */
  readonly unaccepted: readonly Change[];
  /** The entries of the list that have not expired. */
  readonly accepted: readonly AcceptedBreak[];
  /** Whether the list has entries that expired. */
  readonly hasExpired: boolean;
  /** The version of the spec. */
  readonly version: string;
}

/** Options for `planChange`. */
export interface PlanOptions {
  /** The commit to compare with. @default the merge base with `origin/main` or `main` */
  readonly base?: string | undefined;
  /** Folders of programs that use the generated types, absolute. @default none */
  readonly consumers?: readonly string[];
}

/**
 * Compares the spec of the working tree with that of the base branch.
 *
 * @param folder the root of the repository
 * @param packages the published packages with their versions
 * @returns the plan; without a changeset when nothing changes for users
 * @throws {BaseError} when the base does not exist
 * @throws {AcceptedBreaksError} when the list of accepted breaks cannot be read
 * @throws {DocumentError} when the spec is not an OpenAPI document
 * @throws {InputError} when the spec cannot be opened
 */
export async function planChange(
  folder: string,
  packages: readonly Released[],
  { base: revision, consumers = [] }: PlanOptions = {},
): Promise<ChangePlan> {
  const base = await findBase(folder, revision);
  const old = base.spec;
  if (old === undefined)
    throw new BaseError(`The commit ${base.commit} has no ${specPath} to compare with.`);
  const now = readFileSync(join(folder, specPath), "utf8");
  const version = packages.find(({ name }) => name === "@sandboxes/spec")?.version ?? "0.0.0";
  const entries = readAcceptedBreaks(folder);
  const accepted = entries.filter((entry) => entry.version === version);
  const documents = old === now ? undefined : await openBoth(base.commit, folder);
  const comparisons = documents
    ? await compareAll(documents, packages, consumers)
    : new Map<Stage, Comparison>();
  const [comparison = nothing] = comparisons.values();
  const { changes } = comparison;
  const releases = planReleases(packages, comparisons);
  const unaccepted = changes.filter((change) => isBreak(change) && !acceptanceOf(change, accepted));
  return {
    base,
    comparison,
    releases,
    changeset:
      releases.length === 0 || !documents
        ? undefined
        : {
            name: changesetName(old, now),
            text: changesetText(releases, changes, accepted, consumerTerms(...documents)),
          },
    unaccepted: version === "0.0.0" ? [] : unaccepted,
    accepted,
    hasExpired: accepted.length < entries.length,
    version,
  };
}

const nothing: Comparison = {
  wire: "none",
  types: "none",
  tests: "none",
  bumps: { types: "none", client: "none", testUtils: "none" },
  changes: [],
};

type Documents = readonly [old: ApiDocument, now: ApiDocument];

async function openBoth(commit: string, folder: string): Promise<Documents> {
  return [
    await openDocument(`git:${commit}:${specPath}`, { cwd: folder }),
    await openDocument(specPath, { cwd: folder }),
  ];
}

/** Compares once for each stage of the package versions. */
async function compareAll(
  [before, after]: Documents,
  packages: readonly Released[],
  consumers: readonly string[],
): Promise<Map<Stage, Comparison>> {
  const comparisons = new Map<Stage, Comparison>();
  for (const stage of new Set(packages.map(({ version }) => stageOf(version)))) {
    // The stage does not affect the consumers, so compile them once.
    const first = comparisons.size === 0 ? consumers : [];
    comparisons.set(stage, await compare(before, after, { stage, consumers: first }));
  }
  return comparisons;
}
