export { type App, type AppOptions, type RequestContext, createApp } from "./app.ts";
export {
  type NewKey,
  createKey,
  createTeam,
  expireKey,
  hashKey,
  revokeKey,
} from "./keys/api-keys.ts";
export { metadataProblem } from "./limits/metadata-limits.ts";
export type { Command, Ending, Machine, Output, Runtime } from "./runtime/runtime.ts";
export { endOfLife } from "./store/lifetime.ts";
export { createMemoryStore } from "./store/memory-store.ts";
export type { KeyRecord, SandboxQuery, Store, Team } from "./store/store.ts";
