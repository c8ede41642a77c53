import { expect, it } from "vitest";
import { findDeadLinks } from "./find-dead-links.ts";

const guide = "# The `init` command\n\n## Steps\n\n## Steps\n\n```md\n## Not a heading\n```\n";
const files = new Set(["README.md", "docs", "docs/guide.md", "docs/deep/page.md", "a b.png"]);

it.each<[path: string, text: string, dead: string[]]>([
  ["README.md", "[a](docs/guide.md) and [b](docs/)", []],
  ["README.md", "[a](docs/gide.md)", ["README.md:1: docs/gide.md does not exist"]],
  ["README.md", "x\n\n[a](docs/guide.md#steps-1)", []],
  ["README.md", "[a](docs/guide.md#the-init-command)", []],
  [
    "README.md",
    "[a](docs/guide.md#steps-2)",
    ["README.md:1: docs/guide.md has no heading for #steps-2"],
  ],
  [
    "README.md",
    "[a](docs/guide.md#not-a-heading)",
    ["README.md:1: docs/guide.md has no heading for #not-a-heading"],
  ],
  [
    "README.md",
    "# Here\n[a](#here) [b](#there)",
    ["README.md:2: README.md has no heading for #there"],
  ],
  ["docs/deep/page.md", "[a](../guide.md#steps) [b](/README.md)", []],
  ["docs/deep/page.md", "[a](../../../x)", ["docs/deep/page.md:1: ../../../x does not exist"]],
  ["README.md", "![a](a%20b.png) [b](https://x.test/y) [c](mailto:a@x.test) `[d](e)`", []],
  [
    "README.md",
    "```md\n[a](nothing.md)\n```\n[b]: nothing.md",
    ["README.md:4: nothing.md does not exist"],
  ],
  ["README.md", "[a](50%.md)", ["README.md:1: 50%.md does not exist"]],
  ["README.md", '[a](nothing.md "a title")', ["README.md:1: nothing.md does not exist"]],
])("in %s, %j", (path, text, dead) => {
  const pages = [
    { path, text },
    { path: "docs/guide.md", text: guide },
  ];
  expect(findDeadLinks(pages, files)).toEqual(dead);
});
