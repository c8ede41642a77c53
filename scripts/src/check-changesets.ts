// Checks that the changesets follow `.changeset/README.md`.
import { readChangesets } from "@changesets/read";
import { findChangesetProblems } from "./changesets/find-changeset-problems.ts";
import { publishedPackages } from "./published-packages.ts";
import { repository } from "./repository.ts";

const problems = findChangesetProblems(await publishedPackages(), await readChangesets(repository));
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
