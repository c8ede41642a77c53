// Prints what becomes of documents: whether `generate FILE --out DIR` accepts each, and whether its
// output compiles under the strictest options, by version of TypeScript. Ends with 1 if one does not.
//
//   pnpm --filter @sandboxes/codegen run accept [FILE…] [--typescript 5.6,7] [--artifacts client,…]
//     [--no-compile] [--keep DIR]
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { writeProject } from "./project/document-project.ts";
import { type Run, runCodegen, runCompiler } from "./project/run.ts";

/** The compilers, each under the version that a table calls it. */
const compilers: Readonly<Record<string, string>> = {
  "5.6": "typescript-5.6/bin/tsc",
  "5.9": "typescript/bin/tsc",
  "7": "../../../node_modules/typescript/bin/tsc",
};

/** Packages that hold documents of production APIs or documents for tools to try. */
const packages = [
  "@figma/rest-api-spec",
  "@gitbook/api",
  "@mojaloop/api-snippets",
  "@octokit/openapi",
  "@readme/oas-examples",
  "@scalar/galaxy",
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    typescript: { type: "string", default: "5.6,5.9,7" },
    artifacts: { type: "string" },
    compile: { type: "boolean", default: true },
    keep: { type: "string" },
  },
});
const load = createRequire(import.meta.url);
const versions = values.compile ? values.typescript.split(",") : [];
const unknown = versions.find((version) => compilers[version] === undefined);
if (unknown !== undefined)
  throw new Error(`No TypeScript ${unknown}. There are ${Object.keys(compilers).join(", ")}.`);
const base = values.keep ? resolve(values.keep) : mkdtempSync(join(tmpdir(), "codegen-accept-"));

const files =
  positionals.length > 0 ? positionals.map((file) => resolve(file)) : shippedDocuments();
let [accepted, compiled] = [0, 0];
try {
  const columns = versions.map((version) => `TypeScript ${version}`);
  printRow("document", "generated, kB", "warnings", "generate, s", ...columns);
  printRow("---", "--:", "--:", "--:", ...columns.map(() => "---"));
  for (const [index, file] of files.entries()) await tryDocument(file, String(index));
} finally {
  if (!values.keep) rmSync(base, { recursive: true, force: true });
}
console.log(
  `\n${files.length} documents, ${accepted} accepted${values.compile ? `, ${compiled} compile with TypeScript ${versions.join(", ")}` : ""}`,
);
if (accepted < files.length || (values.compile && compiled < files.length)) process.exitCode = 1;

async function tryDocument(file: string, name: string): Promise<void> {
  const project = join(base, name);
  writeProject(project, { spec: file });
  const chosen = values.artifacts ? ["--artifacts", values.artifacts] : [];
  const from = performance.now();
  const run = await runCodegen(project, "generate", file, "--out", "src", ...chosen);
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  const title = titleOf(file);
  if (run.code !== 0) {
    printRow(title, "", "", seconds, `rejected: ${firstLine(run)}`, ...versions.slice(1));
    return;
  }
  accepted++;
  const texts = readdirSync(join(project, "src")).map((each) =>
    readFileSync(join(project, "src", each), "utf8"),
  );
  const size = Math.round(texts.join("").length / 1000).toLocaleString("en");
  const [, warnings = "0"] = /^(\d+) warnings?: /m.exec(run.err) ?? [];
  const cells: string[] = [];
  for (const version of versions) {
    const result = await runCompiler(project, load.resolve(compilers[version] ?? ""));
    cells.push(result.code === 0 ? "✓" : firstLine(result));
  }
  if (cells.every((cell) => cell === "✓")) compiled++;
  printRow(title, size, warnings, seconds, ...cells);
  if (!values.keep) rmSync(project, { recursive: true, force: true });
}

function printRow(...cells: string[]): void {
  console.log(`| ${cells.join(" | ")} |`);
}

function firstLine({ code, out, err }: Run): string {
  const text = `${out}\n${err}`;
  const line = text.split("\n").find((each) => / - |error TS|Error/.test(each)) ?? text.trim();
  return `${code === null ? "time-out or out of memory: " : ""}${line.slice(0, 160).replaceAll("|", "\\|")}`;
}

/** @returns the path within the package, or else the name of the file and of its folder */
function titleOf(file: string): string {
  const [, inPackage] = /^.*[\\/]node_modules[\\/](.*)$/.exec(file) ?? [];
  return (inPackage ?? join(basename(dirname(file)), basename(file))).replaceAll("\\", "/");
}

/** @returns the OpenAPI and Swagger documents in the packages, each once */
function shippedDocuments(): string[] {
  const seen = new Set<string>();
  return packages.flatMap((name) => {
    const folder = packageFolder(name);
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(json|ya?ml)$/.test(file) && !/node_modules|\.deref\.|ghe/.test(file))
      .sort()
      .map((file) => join(folder, file))
      .filter((file) => {
        const text = readFileSync(file, "utf8");
        if (seen.has(text) || !isDescription(text)) return false;
        seen.add(text);
        return true;
      });
  });
}

function packageFolder(name: string): string {
  const places = load.resolve.paths(name) ?? [];
  for (const place of places) {
    try {
      readdirSync(join(place, name));
      return join(place, name);
    } catch {
      // The package is in a folder further up.
    }
  }
  throw new Error(`${name} is not installed: run \`pnpm install\`. (${relative(".", base)})`);
}

/** Whether a text has the field that names the version of its format at its top. */
function isDescription(text: string): boolean {
  return (
    /^["']?(openapi|swagger)["']?\s*:/m.test(text) ||
    /^\s*\{\s*"(openapi|swagger)"\s*:/.test(text) ||
    (/^\s*\{/.test(text) && /"(openapi|swagger)"\s*:\s*"[23]\./.test(text.slice(0, 5000)))
  );
}
