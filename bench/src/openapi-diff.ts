// Measures the comparison of two documents, next to api-smart-diff. Each document is read from disk and
// compared with a copy in which one description and one type differ. oasdiff is measured if it is on the
// PATH.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compare, openDocument } from "@sandboxes/openapi-diff";

const folder = mkdtempSync(join(tmpdir(), "bench-diff-"));
const resolve = (name: string): string => fileURLToPath(import.meta.resolve(name));
const spec = resolve("@sandboxes/spec/openapi.yaml");
const github = resolve("@octokit/openapi").replace(/[^/\\]*$/, "generated/api.github.com.json");

/** Runs a function several times. @returns the median time in milliseconds */
async function median(runs: number, run: () => unknown): Promise<string> {
  const times: number[] = [];
  for (let n = 0; n < runs; n++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return `${Math.round(times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0)} ms`;
}

/** Writes a document and an edited copy of it as JSON. */
async function pairOf(name: string, path: string): Promise<[before: string, after: string]> {
  const { root } = await openDocument(path);
  const text = JSON.stringify({ ...root, openapi: "3.1.0" });
  const edited = text
    .replace('"description":"', '"description":"Edited. ')
    .replace(/"type":"integer"/, '"type":"string"');
  const paths = [join(folder, `${name}-before.json`), join(folder, `${name}-after.json`)] as const;
  writeFileSync(paths[0], text);
  writeFileSync(paths[1], edited);
  return [...paths];
}

/** Runs api-smart-diff in a separate process, because it can take very long. */
function peer(before: string, after: string): string {
  const program = `
    import { readFileSync } from "node:fs";
    import { apiDiff } from ${JSON.stringify(import.meta.resolve("api-smart-diff"))};
    const [before, after] = process.argv.slice(1).map((path) => JSON.parse(readFileSync(path, "utf8")));
    const start = performance.now();
    apiDiff(before, after);
    console.log(Math.round(performance.now() - start));`;
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", program, before, after],
    { encoding: "utf8", timeout: 60_000 },
  );
  return status === 0 ? `${stdout.trim()} ms` : "no result in 60 s";
}

const hasOasdiff = spawnSync("oasdiff", ["--version"]).status === 0;
for (const [name, path, runs] of [
  ["spec", spec, 7],
  ["github", github, 1],
] as const) {
  const [before, after] = await pairOf(name, path);
  console.log(
    `${name}: without types ${await median(runs, () => compare(before, after, { types: false }))}`,
  );
  console.log(`${name}: with types ${await median(runs, () => compare(before, after))}`);
  console.log(`${name}: api-smart-diff ${peer(before, after)}`);
  if (hasOasdiff)
    console.log(
      `${name}: oasdiff ${await median(runs, () => execFileSync("oasdiff", ["changelog", before, after], { maxBuffer: 2 ** 30 }))}`,
    );
}
rmSync(folder, { recursive: true, force: true });
