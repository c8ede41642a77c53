import { defineConfig } from "vitest/config";

// Every package runs `vitest run --config` with this file, with its own folder as the root. The
// condition resolves our packages to their sources, so no test needs a build.
// With `@sandboxes/checked` the server checks its own responses against the spec.
const conditions = [
  "@sandboxes/source",
  "@sandboxes/checked",
  "module",
  "node",
  "development|production",
];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // `check` counts the tests in this report.
    reporters: ["default", ["json", { outputFile: ".vitest/report.json" }]],
    // Long enough for a busy machine. Tests do not measure time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: {
      SUPERSERVE_API_KEY: "",
      SUPERSERVE_BASE_URL: "",
      // Processes that a test starts check the responses of the server too.
      NODE_OPTIONS: "--conditions=@sandboxes/checked",
    },
  },
});
