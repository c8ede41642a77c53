// Replays the spec change of docs/a-spec-change.md from the two revisions of the spec beside it. Fails if the
// document shows other outputs. With --write, writes the outputs into the document.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { repository, withTemporaryFolder } from "./repository.ts";
import { replay } from "./spec-change/replay.ts";
import { inputsOf, withOutputs } from "./spec-change/transcript.ts";

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });
const path = join(repository, "docs/a-spec-change.md");
const readRevision = async (name: string): Promise<string> =>
  await readFile(join(repository, "docs/a-spec-change", `${name}.yaml`), "utf8");

const document = await readFile(path, "utf8");
const edit = {
  ...inputsOf(document),
  before: await readRevision("before"),
  after: await readRevision("after"),
};
const transcript = await withTemporaryFolder(async (folder) => await replay(folder, edit));
const replayed = withOutputs(document, transcript);
if (values.write) {
  await writeFile(path, replayed);
} else if (replayed !== document) {
  console.error(
    "docs/a-spec-change.md does not show what the tools print. Run `pnpm replay:spec-change --write` and read the difference.",
  );
  process.exitCode = 1;
}
