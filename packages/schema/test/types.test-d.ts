import type {
  ErrorCode,
  ErrorResponse,
  Health,
  NetworkConfig,
  Sandbox,
  SandboxStatus,
  SandboxStatusInput,
  operations,
  paths,
} from "@sandboxes/schema";
import type { Resources } from "@sandboxes/schema/operations";
import { expectTypeOf } from "vitest";

declare const sandbox: Sandbox;

expectTypeOf(sandbox.id).toEqualTypeOf<string>();
expectTypeOf(sandbox.snapshot_id).toEqualTypeOf<string | undefined>();
expectTypeOf(sandbox.timeout_seconds).toEqualTypeOf<number | undefined>();
expectTypeOf(sandbox.network).toEqualTypeOf<NetworkConfig | undefined>();
expectTypeOf(sandbox.metadata).toEqualTypeOf<{ [key: string]: string }>();

// Any status is accepted, and the known ones stay literals, which is what an editor completes.
expectTypeOf<SandboxStatus>().toEqualTypeOf<
  "active" | "paused" | "resuming" | "starting" | "pausing" | "failed" | (string & {})
>();
expectTypeOf<"archived">().toExtend<SandboxStatus>();
expectTypeOf<Extract<ErrorCode, "auth_failed">>().toEqualTypeOf<"auth_failed">();
expectTypeOf<ErrorResponse["error"]["message"]>().toEqualTypeOf<string>();
expectTypeOf<Health["status"]>().toEqualTypeOf<"ok">();

// @ts-expect-error A status is a string.
export const status: SandboxStatus = 1;
// @ts-expect-error A field that is always present must be given.
export const incomplete: Sandbox = { id: "3c90c3cc-0d44-4b50-8888-8dd25736052a" };

type Query = NonNullable<paths["/sandboxes"]["get"]["parameters"]["query"]>;
expectTypeOf<Query>().toEqualTypeOf<{
  metadata?: { [key: `metadata.${string}`]: string };
  status?: SandboxStatusInput;
  limit?: number;
  offset?: number;
}>();
// In a request, an unknown status is a mistake.
expectTypeOf<SandboxStatusInput>().toEqualTypeOf<
  "active" | "paused" | "resuming" | "starting" | "pausing" | "failed"
>();
export const query: Query = { metadata: { "metadata.env": "prod" } };
// @ts-expect-error A name of the filter starts with `metadata.`.
export const unprefixed: Query = { metadata: { env: "prod" } };
// @ts-expect-error A value of the filter is a string.
export const numeric: Query = { metadata: { "metadata.count": 42 } };

expectTypeOf<Resources["sandboxes"]["list"]>().toEqualTypeOf<operations["listSandboxes"]>();
expectTypeOf<
  operations["listSandboxes"]["responses"][200]["content"]["application/json"]
>().toEqualTypeOf<Sandbox[]>();
