import { readFileSync } from "node:fs";
import { defineConfig } from "tsdown";

// Every package runs `tsdown --config` with this file. The exports of a package are written once, in its
// package.json: each export names its source file and its output.
type Target = string | { "@sandboxes/source": string; default: string };
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  name: string;
  exports: Record<string, Target>;
};

const entry: Record<string, string> = {};
for (const target of Object.values(manifest.exports)) {
  if (typeof target === "string") continue;
  entry[target.default.replace(/^\.\/dist\//, "").replace(/\.js$/, "")] =
    target["@sandboxes/source"];
}

export default defineConfig({
  cwd: process.cwd(),
  entry,
  format: "esm",
  platform: "neutral",
  // Bundle no other package: every import must be a declared dependency. Do not bundle the package
  // itself either, so that an export which uses another export stays one file.
  deps: { neverBundle: [/^node:/, manifest.name], onlyBundle: [] },
  failOnWarn: true,
  target: "es2023",
  dts: true,
  sourcemap: true,
  clean: true,
  fixedExtension: false,
  // The declaration files contain the documentation.
  outputOptions: { chunkFileNames: "[name].js", comments: { jsdoc: false } },
});
