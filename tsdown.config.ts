import { readFileSync } from "node:fs";
import { defineConfig } from "tsdown";

// Every package runs `tsdown --config` with this file. The package.json of a package lists its exports, and its
// imports that start with `#`. Each of them names its source file and its output, once per condition if they differ.
type Target = string | { readonly [condition: string]: Target | undefined };
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  name: string;
  exports: Readonly<Record<string, Target>>;
  imports?: Readonly<Record<string, Target>>;
};

const entry: Record<string, string> = {};

function addEntries(source: Target | undefined, output: Target | undefined): void {
  if (typeof source === "object" && typeof output === "object") {
    for (const [condition, file] of Object.entries(source)) addEntries(file, output[condition]);
  } else if (typeof source === "string" && typeof output === "string") {
    entry[output.replace(/^\.\/dist\//, "").replace(/\.js$/, "")] = source;
  } else throw new Error("A source and its output in package.json must have the same conditions.");
}

for (const target of Object.values({ ...manifest.exports, ...manifest.imports })) {
  if (typeof target === "string") continue;
  const { "@sandboxes/source": source, ...outputs } = target;
  addEntries(source, typeof source === "string" ? outputs["default"] : outputs);
}

export default defineConfig({
  cwd: process.cwd(),
  entry,
  format: "esm",
  platform: "neutral",
  // Bundle no other package: every import must be a declared dependency. Do not bundle the package
  // itself either, so that an export which uses another export stays one file. An import that starts
  // with `#` is resolved by its conditions at run time.
  deps: { neverBundle: [/^node:/, /^#/, manifest.name], onlyBundle: [] },
  failOnWarn: true,
  target: "es2023",
  dts: true,
  sourcemap: true,
  clean: true,
  fixedExtension: false,
  // The declaration files contain the documentation.
  outputOptions: { chunkFileNames: "[name].js", comments: { jsdoc: false } },
});
