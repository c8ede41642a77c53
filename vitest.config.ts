import { defineConfig } from "vitest/config";

// Every package runs `vitest run --config` with this file: its folder is the root.
// The condition resolves the workspace's packages to their source, so no test needs a build.
const conditions = ["@sandboxes/source", "module", "node", "development|production"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // The report is what `check` counts the tests from.
    reporters: ["default", ["json", { outputFile: ".vitest/report.json" }]],
    // For a busy machine: how long something takes is no test's business.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { SUPERSERVE_API_KEY: "", SUPERSERVE_BASE_URL: "" },
  },
});
