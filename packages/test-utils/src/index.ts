export {
  type Build,
  type BuilderOptions,
  type Overrides,
  type Types,
  createBuilder,
} from "./build/create-builder.ts";
export {
  type TeamSeed,
  type TestApi,
  type TestApiOptions,
  type TestTeam,
  createTestApi,
} from "./create-test-api.ts";
export type {
  CommandAnswer,
  CommandMatcher,
  CommandResult,
  OnExec,
  OnExecOptions,
  OutputPiece,
  SandboxCommand,
} from "./commands/command-answer.ts";
export { LeftoverError } from "./leftover-error.ts";
export type { SandboxSeed } from "./seeds/create-seeder.ts";
export { SeedError } from "./seeds/seed-error.ts";
// Re-exported, so that a test needs only one import.
export {
  type Fault,
  type Listener,
  type TestClock,
  ContractViolation,
  createTestClock,
} from "@sandboxes/test-double";
