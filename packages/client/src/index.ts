export { type Client, type ClientOptions, type Sandboxes, createClient } from "./create-client.ts";
export type { HealthMethods, ListSandboxesQuery, SandboxesMethods } from "./client.gen.ts";
export type { KnownStatus, WaitFor } from "./wait-for.ts";
export type { SandboxChange, Watch, WatchOptions } from "./watch.ts";
export {
  ApiError,
  AuthenticationError,
  ConflictError,
  NotFoundError,
  RateLimitError,
} from "./errors.ts";
export { StateError } from "./state-error.ts";
export {
  ClientError as SandboxesError,
  ConnectionError,
  MissingCredentialError,
  ResponseError,
  TimeoutError,
} from "@sandboxes/client-runtime";
export type {
  Answer,
  ApiList,
  ApiPages,
  ApiPromise,
  Attempt,
  CallOptions,
  ClientFetch,
  Clock,
  CredentialOption,
  DeletedAtEnd,
  Exchange,
  FailedAttempt,
  FetchOption,
  HeadersOption,
  Plugin,
  RawClient,
  RawResult,
  RetryOptions,
  WithDeletion,
  WithoutPrefix,
} from "@sandboxes/client-runtime";
// All types of the API, so that the types that a compiler infers of this client have names in it.
export type {
  AccessToken,
  CreateSandbox,
  EnvironmentVariables,
  ErrorCode,
  ErrorResponse,
  ExecEvent,
  ExecRequest,
  ExecResult,
  Health,
  Metadata,
  NetworkConfig,
  NetworkRules,
  ResumedSandbox,
  Sandbox,
  SandboxStatus,
  SandboxStatusInput,
  SandboxWithToken,
  UpdateSandbox,
  components,
  operations,
  paths,
} from "@sandboxes/schema";
