export { type App, type AppOptions, type Refusal, type RequestContext, createApp } from "./app.ts";
export {
  type NewKey,
  createFirstKey,
  createKey,
  createTeam,
  expireKey,
  hashKey,
  revokeKey,
} from "./keys/api-keys.ts";
export { createRecord } from "./lifecycle/create-record.ts";
export { observe } from "./lifecycle/lifecycle.ts";
export type { Template } from "./lifecycle/templates.ts";
export type { SandboxRecord } from "./lifecycle/sandbox-record.ts";
export type { LogEntry } from "./log-entry.ts";
export { limitProblem } from "./limits/body-limits.ts";
export type { RateLimits } from "./limits/rate-limit.ts";
export type { Rate } from "./limits/token-buckets.ts";
export type {
  Command,
  Ending,
  Machine,
  MachineOwner,
  Output,
  Pieces,
  Runtime,
} from "./runtime/runtime.ts";
export { createDefaultRuntime } from "./runtime/default-runtime.ts";
export type { DiskStore, LeaseState, SaveDiskOptions } from "./store/disk-store.ts";
export { timeoutEnd } from "./lifecycle/timeout.ts";
export { createMemoryStore } from "./store/memory/memory-store.ts";
export type {
  Cap,
  KeyRecord,
  SandboxQuery,
  Store,
  Team,
  TokenDraw,
  TokenGrant,
} from "./store/store.ts";
export { StoreUnavailableError } from "./store/store-unavailable-error.ts";
