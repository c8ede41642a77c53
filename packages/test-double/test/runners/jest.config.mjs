import { fileURLToPath } from "node:url";

export default {
  rootDir: fileURLToPath(new URL(".", import.meta.url)),
  testMatch: ["**/jest.fixture.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: { "\\.ts$": "<rootDir>/strip-types.mjs" },
  testEnvironmentOptions: {
    customExportConditions: ["@sandboxes/source", "node", "node-addons"],
  },
};
