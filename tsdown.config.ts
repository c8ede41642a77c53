import { readFileSync } from "node:fs";
import { defineConfig } from "tsdown";

// Every package runs `tsdown --config` with this file. What a package exports is
// written once, in its package.json: each export names its source file and its output.
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
  // Nothing of another package is built in: what is imported has to be a dependency.
  // Nor is the package itself: an export that takes something from another one stays one file.
  deps: { neverBundle: [/^node:/, manifest.name], onlyBundle: [] },
  failOnWarn: true,
  target: "es2023",
  dts: true,
  sourcemap: true,
  clean: true,
  fixedExtension: false,
  // What is documented is documented in the declarations.
  outputOptions: { chunkFileNames: "[name].js", comments: { jsdoc: false } },
});
