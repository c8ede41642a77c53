export type {
  Api,
  ErrorWords,
  Method,
  Operation,
  OperationAlias,
  Pagination,
  Parameter,
  RequestBody,
  Response,
  Schema,
  SchemaAlias,
  Server,
  ServerVariable,
} from "./api/api.ts";
export type { ArtifactName } from "./artifact/artifacts.ts";
export { type CheckOptions, type Drift, check, describeDrift } from "./drift/check.ts";
export { ConfigError } from "./config/config-error.ts";
export {
  type ClientArtifact,
  type Config,
  type OwnArtifact,
  type RenamedArtifact,
  type SpecConfig,
  defineConfig,
} from "./config/config.ts";
export type { ProblemCode, TolerableCode } from "./document/problems/problem-codes.ts";
export type { DocumentSummary } from "./document-summary.ts";
export { DocumentError, type Problem } from "./document/problems/problem.ts";
export type { ApiDocument, JsonObject } from "./document/read-document.ts";
export { type Generation, generate } from "./generate.ts";
export { type InitOptions, type NewPackage, init } from "./init/init.ts";
export { type TimedGeneration, type WatchOptions, watch } from "./watch/watch.ts";
