// Checks that the changesets and their configuration follow `.changeset/README.md`.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readChangesets } from "@changesets/read";
import { findChangesetProblems, findFixedProblems } from "../changesets/find-changeset-problems.ts";
import { sameVersion } from "../packages/import-table.ts";
import { publishedPackages } from "../packages/published-packages.ts";
import { repository } from "../repository.ts";

const packages = await publishedPackages();
const text = await readFile(join(repository, ".changeset/config.json"), "utf8");
const { fixed } = JSON.parse(text) as { fixed: string[][] };
const wanted = sameVersion.map((name) => `@sandboxes/${name}`);
const problems = [
  ...findChangesetProblems(packages, await readChangesets(repository)),
  ...findFixedProblems(packages, fixed, wanted),
];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
