import { toolVersions } from "./tool-versions.ts";

/** The `package.json` of a new package. */
export function packageManifest(name: string, title: string, version: string): object {
  // The packages of one release belong together: the generated client imports parts of the runtime.
  const own = `^${version}`;
  const entry = (file: string): object => ({
    types: `./dist/${file}.d.ts`,
    default: `./dist/${file}.js`,
  });
  return {
    name,
    version: "0.0.0",
    description: `TypeScript client of ${title}`,
    type: "module",
    sideEffects: false,
    files: ["dist"],
    exports: {
      ".": entry("index"),
      "./types": { types: "./dist/index.gen.d.ts" },
      "./operations": entry("operations.gen"),
      "./validators": entry("validators.gen"),
      "./contract": entry("contract.gen"),
    },
    scripts: {
      generate: "sandboxes-codegen generate",
      check: "sandboxes-codegen check && tsc",
      test: "vitest run",
      build: "tsc -p tsconfig.build.json",
      changeset: "changeset",
      version: "changeset version",
      release: "npm run check && npm test && npm run build && changeset publish",
    },
    dependencies: { "@sandboxes/client-runtime": own },
    devDependencies: Object.fromEntries(
      Object.entries({
        ...toolVersions,
        "@sandboxes/codegen": own,
        "@sandboxes/test-double": own,
      }).sort(([one], [other]) => (one < other ? -1 : 1)),
    ),
    engines: { node: ">=20.19" },
  };
}
