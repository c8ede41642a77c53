// Compares the client with a bare `fetch` and with other libraries, in one run: size in a bundle, time of
// the import, CPU time of a call. Prints the table, and updates the README and the chart.
import { readFileSync, writeFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { inspect } from "node:util";
import { type BundleSize, measureBundle } from "./client/bundle-size.ts";
import { type Bar, drawChart } from "./client/chart.ts";
import { apiKey, type Contender } from "./client/contender.ts";
import { measureCpu } from "./client/cpu-time.ts";
import { measureImports } from "./client/import-time.ts";
import { count, stubFetch } from "./client/stub-fetch.ts";

const ours = "@sandboxes/client";
const alone = "fetch alone";
/** The contenders: the name of the package and the file that calls it. */
const files = new Map([
  [alone, "fetch"],
  [ours, "sandboxes-client"],
  ["openapi-fetch", "openapi-fetch"],
  ["ky", "ky"],
  ["ofetch", "ofetch"],
  ["axios", "axios"],
  ["@superserve/sdk", "superserve-sdk"],
  ["e2b", "e2b"],
  ["openai", "openai"],
]);
const packages = [...files.keys()].filter((name) => name !== alone);

let seen: Request[] = [];
let isWatched = true;
stubFetch((input, init) => {
  if (isWatched) seen.push(new Request(input, init));
});

const notes: string[] = [];
const calls = new Map<string, Contender>();
for (const [name, file] of files) {
  const { list } = (await import(`./client/contenders/${file}.ts`)) as { list: Contender };
  const problem = await check(name, list);
  if (problem === undefined) calls.set(name, list);
  else notes.push(`\`${name}\`: no CPU time, because ${problem}.`);
}
isWatched = false;

const sizes = new Map<string, BundleSize>();
for (const [name, file] of files) {
  const size = await measureBundle(`export { list } from "./contenders/${file}.ts";`);
  sizes.set(name, size);
  if (size.platform === "node")
    notes.push(
      `\`${name}\`: bundled for Node, because it imports modules that browsers do not have.`,
    );
}
const imports = measureImports(packages);
const cpu = await measureCpu(calls);

const bytesOf = (name: string): number | undefined => sizes.get(name)?.bytes;
const ownImport = (name: string): number | undefined => imports.get(name)?.own;
const overFetch = (name: string): number | undefined => {
  const [value, base] = [cpu.get(name), cpu.get(alone)];
  return name === alone || value === undefined || base === undefined ? undefined : value - base;
};

const report = [
  ...table(),
  "",
  `Node ${process.versions.node}, ${process.platform} ${process.arch}. × is the figure beside that of \`${ours}\`.`,
  ...(notes.length > 0 ? ["", ...notes.map((note) => `- ${note}`)] : []),
].join("\n");
console.log(report);

const readme = new URL("../README.md", import.meta.url);
const marks = /(<!-- client -->\n)[^]*(<!-- end of client -->)/;
const before = readFileSync(readme, "utf8");
if (!marks.test(before))
  throw new Error(
    "bench/README.md has no marks for the table: <!-- client --> and <!-- end of client -->.",
  );
writeFileSync(
  readme,
  before.replace(marks, (_, start: string, end: string) => `${start}\n${report}\n\n${end}`),
);

const bars = (of: (name: string) => number | undefined): readonly Bar[] =>
  packages.map((name) => ({ name, value: of(name), isOurs: name === ours }));
const chart = drawChart("The client next to other libraries: less is better", [
  { title: "Size, kB min+gzip", bars: bars((name) => (bytesOf(name) ?? Number.NaN) / 1000) },
  { title: "Import, ms (fetch loaded)", bars: bars(ownImport) },
  { title: "CPU per call over fetch, µs", bars: bars(overFetch) },
]);
writeFileSync(new URL("../client.svg", import.meta.url), chart);

/** Returns why the calls of a contender cannot be measured, or undefined if they can. */
async function check(name: string, list: Contender): Promise<string | undefined> {
  seen = [];
  const answer = await list().catch((error: unknown) => error);
  const [request] = seen;
  if (request === undefined && isRefused(answer))
    return "on Node it uses a `fetch` of its own and has no option to replace it";
  const values = [...(request?.headers.values() ?? [])];
  const isAuthenticated = values.some((value) => value.includes(apiKey));
  const isList = Array.isArray(answer) && answer.length === count;
  if (isAuthenticated && isList && request?.method === "GET" && seen.length === 1) return undefined;
  throw new Error(
    `${name} should send one GET with the key and return ${count} sandboxes. It sent ${seen.length}, ${isAuthenticated ? "with" : "without"} the key, and returned ${inspect(answer)}`,
  );
}

/** Returns whether a `fetch` other than the stub refused the port of the base URL. */
function isRefused(answer: unknown): boolean {
  const cause = answer instanceof Error ? answer.cause : undefined;
  return cause instanceof Error && cause.message === "bad port";
}

function table(): string[] {
  const head = ["", "version", "min+gzip, kB", "×", "import, ms", "with `fetch` loaded, ms", "×"];
  const rows = [...files.keys()].map((name) => {
    const [bytes, own, over] = [bytesOf(name), ownImport(name), overFetch(name)];
    return [
      name === alone ? name : `\`${name}\``,
      versionOf(name),
      cell(bytes && bytes / 1000, 1),
      times(bytes, bytesOf(ours)),
      cell(imports.get(name)?.total, 1),
      cell(own, 1),
      times(own, ownImport(ours)),
      cell(cpu.get(name), 1),
      cell(over, 1),
      times(over, overFetch(ours)),
    ];
  });
  return [
    [...head, "CPU per call, µs", "over `fetch`, µs", "×"],
    ["---", "---", ...Array<string>(8).fill("--:")],
    ...rows,
  ].map((cells) => `| ${cells.join(" | ")} |`);
}

function cell(value: number | undefined, digits: number): string {
  return value?.toFixed(digits) ?? "";
}

function times(value: number | undefined, base: number | undefined): string {
  return cell(value && base && value / base, 2);
}

function versionOf(name: string): string {
  const manifest = packages.includes(name) ? findPackageJSON(name, import.meta.url) : undefined;
  if (manifest === undefined || name === ours) return "";
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
