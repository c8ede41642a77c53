import { posix } from "node:path";
import type { PublishedPackage } from "../packages/published-packages.ts";

/** A changeset as `@changesets/read` returns it. */
export interface Changeset {
  /** The name of its file without `.md`. */
  readonly id: string;
  readonly summary: string;
  readonly releases: readonly { readonly name: string; readonly type: string }[];
}

/**
 * Finds changesets that break the rules of `.changeset/README.md`. A package without a published
 * version needs exactly one changeset, which describes the package. Every changeset may name only
 * published packages.
 *
 * @returns one message per problem, or an empty array
 */
export function findChangesetProblems(
  packages: readonly Pick<PublishedPackage, "name" | "version">[],
  changesets: readonly Changeset[],
): string[] {
  const known = new Set(packages.map(({ name }) => name));
  const unknown = changesets.flatMap(({ id, releases }) =>
    releases
      .filter(({ name }) => !known.has(name))
      .map(({ name }) => `${file(id)} names ${name}, which is not a published package. Remove it.`),
  );
  const unpublished = packages.filter(({ version }) => version === "0.0.0");
  return [...unknown, ...unpublished.flatMap(({ name }) => problemsOfFirst(name, changesets))];
}

function problemsOfFirst(name: string, changesets: readonly Changeset[]): string[] {
  const id = `first-${posix.basename(name)}`;
  const own = changesets.filter(({ releases }) =>
    releases.some((release) => release.name === name),
  );
  const others = own.filter((changeset) => changeset.id !== id);
  const first = own.find((changeset) => changeset.id === id);
  const unpublished = `${name} has no published version`;
  if (!first) {
    const rename = others.length > 0 ? ` It replaces ${list(others)}.` : "";
    return [
      `${unpublished} and needs one changeset, ${file(id)}, that says what the package is and does.${rename}`,
    ];
  }
  const problems = [];
  if (others.length > 0) {
    problems.push(
      `${unpublished}, so ${file(id)} must be its only changeset. Move what users need to know from ${list(others)} to ${file(id)}.`,
    );
  }
  if (first.releases.length > 1) problems.push(`${file(id)} must name only ${name}.`);
  if (first.releases.some(({ type }) => type !== "minor")) {
    problems.push(`${file(id)} must be a minor change: the first version is 0.1.0.`);
  }
  if (first.summary.trim() === "") {
    problems.push(`${file(id)} is empty. Say what ${name} is and does.`);
  }
  return problems;
}

function file(id: string): string {
  return `.changeset/${id}.md`;
}

function list(changesets: readonly Changeset[]): string {
  return changesets.map(({ id }) => file(id)).join(", ");
}

/**
 * Compares the `fixed` groups of `.changeset/config.json` with the packages that always have the
 * same version.
 *
 * @param fixed the groups of the configuration
 * @param wanted the packages that must be in one group; those that do not exist are ignored
 * @returns one message when they differ, or an empty array
 */
export function findFixedProblems(
  packages: readonly Pick<PublishedPackage, "name">[],
  fixed: readonly (readonly string[])[],
  wanted: readonly string[],
): string[] {
  const group = packages.map(({ name }) => name).filter((name) => wanted.includes(name));
  const same = (names: readonly string[]): string => names.toSorted().join(", ");
  if (fixed.length === 1 && same(fixed[0]!) === same(group)) return [];
  return [`.changeset/config.json must have one group in fixed: ${same(group)}.`];
}
