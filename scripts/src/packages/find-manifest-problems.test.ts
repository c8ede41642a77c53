import { expect, test } from "vitest";
import { type Manifest, findManifestProblems } from "./find-manifest-problems.ts";

const complete: Manifest = {
  description: "Sends requests and reads responses",
  keywords: ["openapi", "client", "fetch"],
  homepage: "https://example.com/client",
  bugs: { url: "https://example.com/bugs" },
  license: "Apache-2.0",
  engines: { node: ">=20.19" },
  publishConfig: { access: "public" },
  exports: { ".": {} },
  dependencies: { "@sandboxes/schema": "workspace:*", hono: "catalog:" },
  devDependencies: { "@sandboxes/test-utils": "workspace:*", "@sandboxes/spec": "workspace:*" },
};
const right = ["knows-sandboxes"];
const left = ["knows-no-api"];
const none = {};

test.each<[string, string, Partial<Manifest>, readonly string[], RegExp[]]>([
  ["a complete manifest", "client", none, right, []],
  ["no description", "client", { description: "" }, right, [/^description is missing/]],
  ["no keywords", "client", { keywords: [] }, right, [/^keywords is missing/]],
  ["no homepage", "client", { homepage: "example.com" }, right, [/^homepage is missing/]],
  ["no place for bugs", "client", { bugs: {} }, right, [/^bugs\.url is missing/]],
  ["another licence", "client", { license: "MIT" }, right, [/^license is missing/]],
  ["no version of Node", "client", { engines: {} }, right, [/^engines\.node is missing/]],
  ["no public access", "client", { publishConfig: {} }, right, [/^publishConfig\.access/]],
  ["an export pattern", "client", { exports: { "./*": {} } }, right, [/the pattern \.\/\*/]],
  ["the tag of the other column", "client", none, left, [/no tag "knows-sandboxes"/]],
  ["a package outside the table", "extras", none, right, [/import-table\.ts: add it/]],
  ["a spec, which has no code", "spec", { dependencies: none }, [], []],
  [
    "a test dependency at run time",
    "client",
    { dependencies: { "@sandboxes/test-utils": "workspace:*" } },
    right,
    [/^dependencies has @sandboxes\/test-utils/],
  ],
  [
    "a peer from the other column",
    "codegen",
    {
      dependencies: none,
      devDependencies: none,
      peerDependencies: { "@sandboxes/server": "workspace:*" },
    },
    left,
    [/^peerDependencies has @sandboxes\/server/],
  ],
  [
    "a range of versions",
    "client",
    { dependencies: { "@sandboxes/schema": "workspace:^" } },
    right,
    [/^@sandboxes\/schema has the range workspace:\^/],
  ],
  [
    "a peer of its own version",
    "test-utils",
    {
      dependencies: none,
      devDependencies: none,
      peerDependencies: { "@sandboxes/client": "workspace:*" },
    },
    right,
    [],
  ],
  [
    "a package whose types are used",
    "test-double",
    { dependencies: { "@sandboxes/client-runtime": "workspace:*" }, devDependencies: none },
    left,
    [],
  ],
  [
    "a package that the build runs",
    "schema",
    { dependencies: none, devDependencies: { "@sandboxes/codegen": "workspace:*" } },
    right,
    [],
  ],
])("%s", (_title, folder, change, tags, problems) => {
  const found = findManifestProblems(folder, { ...complete, ...change }, tags);

  expect(found).toEqual(problems.map((problem) => expect.stringMatching(problem)));
});
