export {
  type Build,
  type BuilderOptions,
  type Overrides,
  type Types,
  createBuilder,
} from "./create-builder.ts";
export {
  type TeamSeed,
  type TestApi,
  type TestApiOptions,
  type TestTeam,
  createTestApi,
} from "./create-test-api.ts";
export type { SandboxSeed } from "./create-seeder.ts";
export { SeedError } from "./seed-error.ts";
// Re-exported, so that a test needs only one import.
export {
  type Fault,
  type Listener,
  type TestClock,
  ContractViolation,
  createTestClock,
} from "@sandboxes/test-double";
