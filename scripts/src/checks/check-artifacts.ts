// Checks the tarballs that would be published. Build the packages first.
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, posix } from "node:path";
import { parseTarGzip } from "nanotar";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { type PackedPackage, packPackages } from "../packages/pack-packages.ts";
import { repository, withTemporaryFolder } from "../repository.ts";
import { runCommand } from "../run-command.ts";

/** The checked fields of a packed manifest. */
interface Manifest {
  readonly exports: Exports;
  readonly bin?: Record<string, string>;
  readonly dependencies?: Record<string, string>;
}
type Exports = string | { readonly [key: string]: Exports };

const required = ["package.json", "README.md", "LICENSE"];
const unwanted =
  /\.(test|test-d)\.|(^|\/)(test|tests|fixtures|__snapshots__)\/|\.tsbuildinfo$|\.config\.ts$/;

/** Returns one line for each problem with the files of a tarball. */
function problemsOfFiles(files: ReadonlyMap<string, string>): string[] {
  const manifest = JSON.parse(files.get("package.json") ?? "{}") as Manifest;
  const targets = [...leaves(manifest.exports), ...Object.values(manifest.bin ?? {})];
  const machine = [repository, homedir()].map((path) => join(path, "/"));
  return [
    ...required.filter((file) => !files.has(file)).map((file) => `${file} is missing`),
    ...[...files.keys()]
      .filter((file) => unwanted.test(file))
      .map((file) => `${file} should not be packed`),
    ...targets
      .filter((target) => !files.has(posix.normalize(target)))
      .map((target) => `package.json points to ${target}, which is not packed`),
    ...Object.entries(manifest.dependencies ?? {})
      .filter(([, range]) => /^(workspace|catalog|file|link):/.test(range))
      .map(
        ([name, range]) =>
          `the dependency ${name} has the range ${range}, which works only inside this repository`,
      ),
    ...[...files]
      .filter(([, text]) => machine.some((path) => text.includes(path)))
      .map(([file]) => `${file} contains the path of a folder on this machine`),
  ];
}

function leaves(exports: Exports): string[] {
  return typeof exports === "string" ? [exports] : Object.values(exports).flatMap(leaves);
}

async function problemsOf({ tarball }: PackedPackage): Promise<string[]> {
  const data = await readFile(tarball);
  const entries = await parseTarGzip(data);
  const files = new Map(entries.map(({ name, text }) => [name.replace(/^package\//, ""), text]));

  const { messages, pkg } = await publint({
    pack: { tarball: new Uint8Array(data).buffer },
    strict: true,
  });
  const problems = [
    ...problemsOfFiles(files),
    ...messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`),
  ];
  // A package without code has no types to check.
  if ([...files.keys()].some((file) => file.endsWith(".js"))) {
    const attw = join(repository, "scripts/node_modules/.bin/attw");
    const flags = [
      "--profile=esm-only",
      "--format=ascii",
      "--no-emoji",
      "--no-color",
      "--no-definitely-typed",
    ];
    const { code, output } = await runCommand(attw, [tarball, ...flags]);
    if (code !== 0) problems.push(`attw:\n${output}`);
  }
  return problems;
}

process.exitCode = await withTemporaryFolder(async (folder) => {
  let failures = 0;
  for (const packed of await packPackages(folder)) {
    const problems = await problemsOf(packed);
    console.log(`  ${problems.length === 0 ? "✓" : "✗"} ${packed.name}`);
    for (const problem of problems) console.log(`      ${problem.replaceAll("\n", "\n      ")}`);
    failures += problems.length;
  }
  return failures === 0 ? 0 : 1;
});
