// Checks that the relative links of all Markdown files lead to files and headings that exist.
import { readFile } from "node:fs/promises";
import { dirname, relative, sep } from "node:path";
import { findDeadLinks } from "../links/find-dead-links.ts";
import { listFiles, repository } from "../repository.ts";

const files = (await listFiles(repository)).map((file) =>
  relative(repository, file).replaceAll(sep, "/"),
);
const known = new Set(files);
for (const file of files)
  for (let folder = dirname(file); folder !== "."; folder = dirname(folder)) known.add(folder);

const pages = await Promise.all(
  files
    .filter((path) => path.endsWith(".md"))
    .map(async (path) => ({ path, text: await readFile(`${repository}/${path}`, "utf8") })),
);
const dead = findDeadLinks(pages, known);
for (const link of dead) console.error(link);
process.exitCode = dead.length === 0 ? 0 : 1;
