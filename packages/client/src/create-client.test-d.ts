import type {
  ErrorCode,
  ExecEvent,
  ExecResult,
  Health,
  Sandbox,
  SandboxStatus,
  SandboxWithToken,
} from "@sandboxes/schema";
import { expectTypeOf } from "vitest";
import {
  ApiError,
  type ApiList,
  type ApiPages,
  type ApiPromise,
  AuthenticationError,
  type CallOptions,
  type Client,
  ConflictError,
  ConnectionError,
  type DeletedAtEnd,
  type ListSandboxesQuery,
  MissingCredentialError,
  NotFoundError,
  RateLimitError,
  createClient,
} from "@sandboxes/client";

declare const client: Client;

// Options.
createClient();
createClient({ apiKey: "sk", baseUrl: "http://localhost:8080", headers: { "X-A": "1" } });
createClient({ apiKey: undefined, fetch: (url, init) => fetch(url, init) });
createClient({ apiKey: null });
createClient({ apiKey: async () => "sk" });
createClient({ fetch: () => new Response() });
createClient({ fetch });
// @ts-expect-error: there is no such option
createClient({ key: "sk" });
// @ts-expect-error: a key is a text
createClient({ apiKey: 1 });

// Methods.
expectTypeOf(client.sandboxes.list).parameters.toEqualTypeOf<
  [query?: ListSandboxesQuery | undefined, options?: CallOptions | undefined]
>();
expectTypeOf(client.sandboxes.list).returns.toEqualTypeOf<ApiPages<Sandbox[], Sandbox>>();
// A list in pages is still a list.
expectTypeOf<ApiPages<Sandbox[], Sandbox>>().toExtend<ApiList<Sandbox[]>>();
for await (const page of client.sandboxes.list({ limit: 10 }).pages())
  expectTypeOf(page).toEqualTypeOf<Sandbox[]>();
expectTypeOf(client.sandboxes.activate).returns.toEqualTypeOf<ApiPromise<SandboxWithToken>>();
void client.sandboxes.update("id", { timeout_seconds: null, auto_delete_seconds: 0 });
for await (const each of client.sandboxes.list()) expectTypeOf(each).toEqualTypeOf<Sandbox>();
expectTypeOf(client.sandboxes.exec).returns.toEqualTypeOf<ApiPromise<ExecResult>>();
for await (const event of client.sandboxes.execStream("id", { command: "make" }))
  expectTypeOf(event).toEqualTypeOf<ExecEvent>();
expectTypeOf(client.sandboxes.execStream).returns.toEqualTypeOf<AsyncIterable<ExecEvent>>();
{
  await using created = await client.sandboxes.create({ name: "demo" });
  expectTypeOf(created).toEqualTypeOf<SandboxWithToken & DeletedAtEnd>();
}
// What was there before is not deleted.
expectTypeOf(client.sandboxes.get("id")).resolves.not.toExtend<AsyncDisposable>();
expectTypeOf(
  client.sandboxes.waitFor("id", "active", { deadline: 1 }),
).resolves.toEqualTypeOf<SandboxWithToken>();
// @ts-expect-error: there is no such state
void client.sandboxes.waitFor("id", "actve");

// A fake of the interface, written by hand.
const fake: Pick<Client, "health"> & { sandboxes: Pick<Client["sandboxes"], "get" | "waitFor"> } = {
  health: { get: () => toPromise({ status: "ok", version: "1" }) },
  sandboxes: {
    get: (id) => toPromise(sandboxOf(id)),
    waitFor: async (id) => sandboxOf(id),
  },
};
void fake;
declare function sandboxOf(id: string): SandboxWithToken;
declare function toPromise<Data>(data: Data): ApiPromise<Data>;

for await (const change of client.sandboxes.watch({ metadata: { env: "prod" }, interval: 1 })) {
  expectTypeOf(change.sandbox).toEqualTypeOf<Sandbox>();
  if (change.type === "changed") expectTypeOf(change.before).toEqualTypeOf<Sandbox>();
}
expectTypeOf(client.health.get).parameters.toEqualTypeOf<[options?: CallOptions | undefined]>();
expectTypeOf(client.health.get).returns.resolves.toEqualTypeOf<Health>();
expectTypeOf(client.sandboxes.list().withResponse()).resolves.toEqualTypeOf<{
  data: Sandbox[];
  response: Response;
}>();

void client.sandboxes.list({});
void client.sandboxes.list({ metadata: { env: "prod", "a b": "" } });
void client.sandboxes.list(
  { metadata: {} },
  { signal: AbortSignal.timeout(1), headers: new Headers() },
);
// @ts-expect-error: metadata values are texts
void client.sandboxes.list({ metadata: { env: 1 } });
// @ts-expect-error: metadata values are texts
void client.sandboxes.list({ metadata: { env: undefined } });
// @ts-expect-error: metadata is an object
void client.sandboxes.list({ metadata: "env=prod" });
void client.sandboxes.list({ status: "paused", limit: 1, offset: 2 });
// @ts-expect-error: there is no such status to ask for
void client.sandboxes.list({ status: "archived" });
// @ts-expect-error: there is no such query parameter
void client.sandboxes.list({ page: 1 });
// @ts-expect-error: there is no such query parameter beside one that is
void client.sandboxes.list({ metadata: {}, page: 1 });
// @ts-expect-error: options come after the query
void client.sandboxes.list({ signal: AbortSignal.timeout(1) });
// @ts-expect-error: there is no such option
void client.sandboxes.list({}, { time: 1 });
// @ts-expect-error: there is no such method
void client.sandboxes.remove();
// @ts-expect-error: there is no such resource
void client.templates;
// @ts-expect-error: a client is not to be changed
client.sandboxes = createClient().sandboxes;

// What a sandbox is.
const [sandbox] = await client.sandboxes.list();
if (sandbox) {
  expectTypeOf(sandbox.id).toEqualTypeOf<string>();
  expectTypeOf(sandbox.snapshot_id).toEqualTypeOf<string | undefined>();
  expectTypeOf(sandbox.status).toEqualTypeOf<SandboxStatus>();
  expectTypeOf<"a state of tomorrow">().toExtend<typeof sandbox.status>();
  // The three are still there to be completed: a plain `string` would have swallowed them.
  expectTypeOf<string>().not.toExtend<Exclude<typeof sandbox.status, string & {}>>();
  expectTypeOf<Extract<typeof sandbox.status, "active" | "paused" | "resuming">>().toEqualTypeOf<
    "active" | "paused" | "resuming"
  >();
}

// The raw client.
const answer = await client.request.GET("/sandboxes", {
  params: { query: { metadata: { "metadata.env": "prod" } } },
});
expectTypeOf(answer.response).toEqualTypeOf<Response>();
if (answer.error) {
  expectTypeOf(answer.error).toEqualTypeOf<ApiError>();
  expectTypeOf(answer.error.code).toEqualTypeOf<ErrorCode>();
  expectTypeOf(answer.data).toEqualTypeOf<undefined>();
} else {
  expectTypeOf(answer.data).toEqualTypeOf<Sandbox[]>();
  expectTypeOf(answer.error).toEqualTypeOf<undefined>();
}
const stream = await client.request.POST("/sandboxes/{sandbox_id}/exec/stream", {
  params: { path: { sandbox_id: "id" } },
  body: { command: "make" },
});
if (stream.data) expectTypeOf(stream.data).toEqualTypeOf<AsyncIterable<ExecEvent>>();
const { data, error } = await client.request.GET("/sandboxes");
if (data) expectTypeOf(data).toEqualTypeOf<Sandbox[]>();
if (!error) expectTypeOf(data).toEqualTypeOf<Sandbox[]>();
const first = data?.[0];
if (first) expectTypeOf<Extract<typeof first.status, "active">>().toEqualTypeOf<"active">();
expectTypeOf(client.request).toHaveProperty("GET");
void client.request.GET("/health", { signal: AbortSignal.timeout(1), headers: [["X-A", "1"]] });
// @ts-expect-error: there is no such path
void client.request.GET("/sandbox");
// @ts-expect-error: no operation has this method
void client.request.TRACE("/sandboxes");
void client.request.GET("/sandboxes", { params: { query: { limit: 1 } } });
// @ts-expect-error: there is no such query parameter
void client.request.GET("/sandboxes", { params: { query: { page: 1 } } });
// @ts-expect-error: there is no such query parameter beside one that is
void client.request.GET("/sandboxes", { params: { query: { metadata: {}, page: 1 } } });
// @ts-expect-error: here the names are those of the wire
void client.request.GET("/sandboxes", { params: { query: { metadata: { env: "prod" } } } });
// @ts-expect-error: metadata values are texts
void client.request.GET("/sandboxes", { params: { query: { metadata: { "metadata.env": 1 } } } });
// @ts-expect-error: this operation has no query
void client.request.GET("/health", { params: { query: { a: "b" } } });
// @ts-expect-error: this operation has no body
void client.request.GET("/health", { body: {} });
// @ts-expect-error: there is no such option
void client.request.GET("/health", { parseAs: "text" });

// Errors.
declare const caught: unknown;
if (RateLimitError.isInstance(caught))
  expectTypeOf(caught.retryAfter).toEqualTypeOf<number | undefined>();
if (ApiError.isInstance(caught)) {
  expectTypeOf(caught).toEqualTypeOf<ApiError>();
  expectTypeOf(caught.code).toEqualTypeOf<ErrorCode>();
  expectTypeOf<Extract<typeof caught.code, "rate_limited">>().toEqualTypeOf<"rate_limited">();
  // An error that is not of one class can still be of another.
  if (NotFoundError.isInstance(caught)) expectTypeOf(caught.status).toEqualTypeOf<404>();
  else if (ConflictError.isInstance(caught)) expectTypeOf(caught.status).toEqualTypeOf<409>();
  else if (AuthenticationError.isInstance(caught)) expectTypeOf(caught.status).toEqualTypeOf<401>();
  else expectTypeOf(caught).toEqualTypeOf<ApiError>();
  expectTypeOf(caught.requestId).toEqualTypeOf<string | undefined>();
}
declare const thrown: Error;
if (!ConnectionError.isInstance(thrown) && !MissingCredentialError.isInstance(thrown)) {
  expectTypeOf(thrown).toEqualTypeOf<Error>();
}
