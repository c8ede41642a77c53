// Writes the location of the source into each published manifest: the repository in which this workflow
// runs. Outside of a workflow it changes nothing. The release runs it on a fresh checkout, and the
// change is never committed.
import { readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { publishedPackages } from "./packages/published-packages.ts";
import { repositoryOfWorkflow, stampManifest } from "./release/stamp-manifest.ts";
import { repository } from "./repository.ts";

const url = repositoryOfWorkflow(process.env);
if (url === undefined) {
  console.error(
    "This is no GitHub workflow, so the packages name no repository and get no provenance.",
  );
} else {
  for (const { path } of await publishedPackages()) {
    const file = join(path, "package.json");
    const manifest = JSON.parse(await readFile(file, "utf8")) as object;
    const directory = relative(repository, path).split(sep).join("/");
    await writeFile(file, `${JSON.stringify(stampManifest(manifest, directory, url), null, 2)}\n`);
  }
  console.error(`The packages name ${url} as their repository.`);
}
