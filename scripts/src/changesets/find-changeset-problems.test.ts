import { expect, test } from "vitest";
import {
  type Changeset,
  findChangesetProblems,
  findFixedProblems,
} from "./find-changeset-problems.ts";

const client = { name: "@sandboxes/client", version: "0.0.0" };
const cli = { name: "@sandboxes/cli", version: "0.0.0" };

function changeset(id: string, releases: Record<string, string>, summary = "A client."): Changeset {
  return {
    id,
    summary,
    releases: Object.entries(releases).map(([name, type]) => ({ name, type })),
  };
}
const first = changeset("first-client", { "@sandboxes/client": "minor" });

test.each<[string, { name: string; version: string }[], Changeset[], RegExp[]]>([
  ["one changeset for one unpublished package", [client], [first], []],
  ["none at all", [client], [], [/needs one changeset, \.changeset\/first-client\.md/]],
  [
    "one under another name",
    [client],
    [changeset("retries", { "@sandboxes/client": "minor" })],
    [/first-client\.md.* It replaces \.changeset\/retries\.md/],
  ],
  [
    "a second one",
    [client],
    [first, changeset("retries", { "@sandboxes/client": "patch" })],
    [/must be its only changeset.*from \.changeset\/retries\.md/],
  ],
  [
    "one that describes two packages",
    [client, cli],
    [changeset("first-client", { "@sandboxes/client": "minor", "@sandboxes/cli": "minor" })],
    [/first-client\.md must name only @sandboxes\/client/, /@sandboxes\/cli.*needs one changeset/],
  ],
  [
    "a first version that is no minor change",
    [client],
    [changeset("first-client", { "@sandboxes/client": "patch" })],
    [/must be a minor change/],
  ],
  [
    "an empty one",
    [client],
    [changeset("first-client", { "@sandboxes/client": "minor" }, " \n")],
    [/first-client\.md is empty/],
  ],
  [
    "a package that is not published",
    [client],
    [first, changeset("chores", { "@sandboxes/scripts": "patch" })],
    [/chores\.md names @sandboxes\/scripts/],
  ],
  [
    "any number of them once a version exists",
    [{ ...client, version: "0.1.0" }],
    [
      changeset("retries", { "@sandboxes/client": "patch" }),
      changeset("lists", { "@sandboxes/client": "minor" }),
    ],
    [],
  ],
  ["none once a version exists", [{ ...client, version: "0.1.0" }], [], []],
])("%s", (_title, packages, changesets, problems) => {
  const found = findChangesetProblems(packages, changesets);

  expect(found).toEqual(problems.map((problem) => expect.stringMatching(problem)));
});

test.each<[string, string[][], boolean]>([
  ["the group", [["@sandboxes/cli", "@sandboxes/client"]], true],
  ["a group without one of them", [["@sandboxes/client"]], false],
  [
    "a group with another package",
    [["@sandboxes/client", "@sandboxes/cli", "@sandboxes/x"]],
    false,
  ],
  ["two groups", [["@sandboxes/client"], ["@sandboxes/cli"]], false],
  ["no group", [], false],
])("packages of the same version: %s", (_title, fixed, good) => {
  const wanted = ["@sandboxes/client", "@sandboxes/cli", "@sandboxes/later"];
  const problems = findFixedProblems([client, cli, { name: "@sandboxes/x" }], fixed, wanted);

  expect(problems).toEqual(
    good
      ? []
      : [".changeset/config.json must have one group in fixed: @sandboxes/cli, @sandboxes/client."],
  );
});
