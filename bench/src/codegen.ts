// Compares the generator with the openapi-typescript CLI, and checks its budgets.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measureWatch } from "./measure-watch.ts";
import { type Usage, measure, median } from "./measure.ts";

const folder = fileURLToPath(new URL("../.codegen/", import.meta.url));
const at = (...parts: string[]): string => join(folder, ...parts);
const resolve = (name: string): string => fileURLToPath(import.meta.resolve(name));

const generator = fileURLToPath(
  new URL("../node_modules/@sandboxes/codegen/bin/sandboxes-codegen.js", import.meta.url),
);
const peer = resolve("openapi-typescript").replace(/dist.*$/, "bin/cli.js");
const compiler = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
const spec = resolve("@sandboxes/spec/openapi.yaml");
const github = resolve("@octokit/openapi").replace(/[^/\\]*$/, "generated/api.github.com.json");

const remove = (path: string) => (): void => rmSync(path, { recursive: true, force: true });

function config(name: string, from: string, artifacts?: readonly string[]): string {
  const path = at(`${name}.mjs`);
  writeFileSync(
    path,
    `export default ${JSON.stringify({ specs: [{ spec: from, out: at(name), artifacts }] })};`,
  );
  return path;
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const own = config("own", spec);
const large = config("github", github, ["types", "operations"]);
const whole = config("github-whole", github);

const small = await measure(
  {
    cold: { args: [generator, "generate", "--config", own], before: remove(at("own")) },
    peer: { args: [peer, spec, "-o", at("peer.ts")] },
    unchanged: { args: [generator, "generate", "--config", own] },
  },
  15,
);
const saves = await measureWatch(generator, spec, folder, 25);
const big = await measure(
  {
    github: { args: [generator, "generate", "--config", large], before: remove(at("github")) },
    peer: { args: [peer, github, "-o", at("github-peer.ts")] },
  },
  3,
);
const wholeRun = await measure(
  {
    github: {
      args: [generator, "generate", "--config", whole],
      before: remove(at("github-whole")),
    },
  },
  3,
);
const flags = [
  "--ignoreConfig",
  "--noEmit",
  "--strict",
  "--module",
  "nodenext",
  "--target",
  "es2022",
  "--allowImportingTsExtensions",
];
const checked = await measure(
  {
    github: {
      args: [compiler, ...flags, at("github", "types.gen.ts"), at("github", "operations.gen.ts")],
    },
    peer: { args: [compiler, ...flags, at("github-peer.ts")] },
  },
  3,
);
const wholeCheck = checkFiles(
  readdirSync(at("github-whole")).map((file) => at("github-whole", file)),
);
rmSync(folder, { recursive: true, force: true });

const rows: [
  what: string,
  mine: number,
  theirs: number | undefined,
  limit: number,
  unit: string,
][] = [
  ["this spec, every artefact, cold: time", ...both(small, "cold", "wall"), 1, "ms"],
  ["this spec, every artefact, cold: memory", ...both(small, "cold", "memory"), 1, "MiB"],
  ["this spec, unchanged: time", ...alone(small["unchanged"]?.wall), 80, "ms"],
  ["this spec, watched: from save to files written", ...alone(median(saves)), 50, "ms"],
  ["GitHub's, types and table: time", ...both(big, "github", "wall"), 1.2, "ms"],
  ["GitHub's, types and table: memory", ...both(big, "github", "memory"), 1.3, "MiB"],
  ["GitHub's, checking what was generated: time", ...both(checked, "github", "wall"), 2, "ms"],
  ["GitHub's, every artefact: time", ...alone(wholeRun["github"]?.wall), 6000, "ms"],
  ["GitHub's, every artefact: memory", ...alone(wholeRun["github"]?.memory), 700, "MiB"],
  ["GitHub's, checking every artefact: time", ...alone(wholeCheck.wall), 8000, "ms"],
  ["GitHub's, checking every artefact: memory", ...alone(wholeCheck.memory), 1024, "MiB"],
];

function alone(value = Number.NaN): [number, undefined] {
  return [value, undefined];
}

/** The compiler is no Node program, so its memory is the one that it reports itself. */
function checkFiles(files: readonly string[]): Pick<Usage, "wall" | "memory"> {
  const runs = Array.from({ length: 3 }, () => {
    const start = performance.now();
    const output = execFileSync(process.execPath, [compiler, ...flags, "--diagnostics", ...files], {
      encoding: "utf8",
    });
    const memory = Number(/Memory used:\s*(\d+)K/.exec(output)?.[1]) / 1024;
    return { wall: performance.now() - start, memory };
  });
  return {
    wall: median(runs.map(({ wall }) => wall)),
    memory: median(runs.map(({ memory }) => memory)),
  };
}

function both(usages: Record<string, Usage>, name: string, figure: keyof Usage): [number, number] {
  return [usages[name]?.[figure] ?? Number.NaN, usages["peer"]?.[figure] ?? Number.NaN];
}

console.log(
  "| medians, of whole processes except for the watch | codegen | openapi-typescript CLI, types alone | ratio | budget | |",
);
console.log("|---|--:|--:|--:|--:|---|");
for (const [what, mine, theirs, limit, unit] of rows) {
  const show = (value: number): string => `${Math.round(value).toLocaleString("en")} ${unit}`;
  const value = theirs === undefined ? mine : mine / theirs;
  const cells =
    theirs === undefined
      ? ["", "", `≤ ${limit.toLocaleString("en")} ${unit}`]
      : [show(theirs), value.toFixed(2), `≤ ${limit}`];
  console.log(
    `| ${[what, show(mine), ...cells, value <= limit ? "met" : "NOT met"].join(" | ")} |`,
  );
}
