import { expect, test } from "vitest";
import { repositoryOfWorkflow, stampManifest } from "./stamp-manifest.ts";

test.each([
  [
    { GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "owner/name" },
    "https://github.com/owner/name",
  ],
  [
    { GITHUB_SERVER_URL: "https://git.example.com", GITHUB_REPOSITORY: "team/fork" },
    "https://git.example.com/team/fork",
  ],
  [{ GITHUB_REPOSITORY: "owner/name" }, undefined],
  [{ GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "" }, undefined],
  [{}, undefined],
])("the repository of a workflow with %j is %s", (env, url) => {
  expect(repositoryOfWorkflow(env)).toBe(url);
});

test("a stamped manifest names its repository, and keeps the rest", () => {
  const manifest = { name: "@sandboxes/client", homepage: "https://example.com", exports: {} };

  expect(stampManifest(manifest, "packages/client", "https://github.com/owner/name")).toEqual({
    name: "@sandboxes/client",
    exports: {},
    repository: {
      type: "git",
      url: "git+https://github.com/owner/name.git",
      directory: "packages/client",
    },
    homepage: "https://github.com/owner/name/tree/main/packages/client#readme",
    bugs: { url: "https://github.com/owner/name/issues" },
  });
});
