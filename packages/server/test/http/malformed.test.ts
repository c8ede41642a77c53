import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Operation, operations } from "@sandboxes/schema/operations";
import { ErrorResponse, type Validator, answers, requests } from "@sandboxes/schema/validators";
import type { AppOptions, Store } from "@sandboxes/server";
import { type Listener, listen } from "@sandboxes/server/node";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { fixture, put, sandbox } from "../fixture.ts";
import type { Backend } from "../stores/backends.ts";
import { startBackends } from "../stores/start-backends.ts";
import { type RawAnswer, exchange } from "./exchange.ts";
import {
  type Refusal,
  type ValidRequest,
  write,
  wrongFilters,
  wrongFraming,
  wrongIds,
  wrongKeys,
  wrongMethods,
  wrongTexts,
} from "./malformed-requests.ts";
import { createStubRuntime } from "./stub-runtime.ts";
import { type Resolve, type SchemaNode, fullExample, mutate } from "./mutations.ts";

const table: readonly Operation[] = Object.values(operations);

interface Document {
  readonly paths: Record<
    string,
    Record<string, { requestBody?: { content: Record<string, { schema: SchemaNode }> } }>
  >;
  readonly components: { readonly schemas: Record<string, SchemaNode> };
}

const document = parse(
  readFileSync(fileURLToPath(import.meta.resolve("@sandboxes/spec/openapi.yaml")), "utf8"),
) as Document;
const resolve: Resolve = (ref) => document.components.schemas[ref.replace(/^.*\//, "")]!;

function bodySchema({ path, method, consumes }: Operation): SchemaNode | undefined {
  const operation = document.paths[path]?.[method.toLowerCase()];
  return consumes === null ? undefined : operation?.requestBody?.content[consumes]?.schema;
}

/** Every refusal of an operation that this file knows of. */
function* refusals(valid: ValidRequest): Generator<Refusal> {
  const { operation } = valid;
  const schema = bodySchema(operation);
  if (schema) {
    yield* wrongBodies(valid, schema);
    yield* wrongTexts(valid);
  }
  yield* wrongFraming(valid);
  if (operation.security.length > 0) yield* wrongKeys(valid);
  for (const parameter of operation.parameters) {
    if (parameter.in === "path") yield* wrongIds(valid);
    if (parameter.prefix !== undefined) yield* wrongFilters(valid, parameter.prefix);
  }
  const known = table.filter(({ path }) => path === operation.path).map(({ method }) => method);
  yield* wrongMethods(valid, known);
}

function* wrongBodies(valid: ValidRequest, schema: SchemaNode): Generator<Refusal> {
  const checks: Readonly<Record<string, Readonly<Record<string, Validator<unknown>>>>> = requests;
  const { body: validator } = checks[valid.operation.id]!;
  for (const { title, text } of mutate(schema, valid.body!, resolve))
    if (isMalformed(text, validator!))
      yield { title, sending: write(valid, { body: text }), statuses: [400] };
}

function isMalformed(text: string, validator: Validator<unknown>): boolean {
  try {
    return /\\ud[89a-f]/.test(text) || !validator.is(JSON.parse(text));
  } catch {
    return true;
  }
}

const hold = async (
  work: readonly Refusal[],
  run: (each: Refusal) => Promise<void>,
): Promise<void> => {
  const left = work.values();
  const worker = async (): Promise<void> => {
    for (const each of left) await run(each);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
};

/** @returns what is wrong with an answer to what is malformed */
function problemsOf(answer: RawAnswer, { statuses }: Refusal, { id, errors }: Operation): string[] {
  const { status, headers, body } = answer;
  const problems: string[] = [];
  if (!statuses.includes(status)) problems.push(`status ${status}`);
  // What does not become a call of the operation has a status of HTTP.
  if (!errors.includes(status) && ![404, 405, 501].includes(status) && status !== 400)
    problems.push(`status ${status} is not documented`);
  const validators: Readonly<Record<string, Validator<unknown>>> =
    answers[id as keyof typeof answers];
  try {
    const issues = (validators[status] ?? ErrorResponse).issues(JSON.parse(body));
    problems.push(...issues.map(({ message }) => message));
  } catch {
    problems.push(`no JSON: ${body.slice(0, 100)}`);
  }
  const wanted: Readonly<Record<string, RegExp>> = {
    "content-type": /^application\/json$/,
    "x-content-type-options": /^nosniff$/,
    "x-frame-options": /^DENY$/,
    "strict-transport-security": /^max-age=\d+/,
    "x-request-id": /^[\da-f-]{36}$/,
    "ratelimit-limit": /^[1-9]\d*$/,
    "ratelimit-remaining": /^\d+$/,
    "ratelimit-reset": /^\d+$/,
  };
  for (const [name, pattern] of Object.entries(wanted))
    if (!pattern.test(headers[name] ?? "")) problems.push(`${name}: ${headers[name]}`);
  if (/\bat \S+:\d+|Error:|node_modules/.test(body)) problems.push(`tells of the inside: ${body}`);
  return problems;
}

/** Everything that a store holds. */
async function contentOf(store: Store): Promise<unknown> {
  const teams = await store.listTeams();
  return await Promise.all(
    teams.map(async ({ id }) => {
      const records = [];
      for await (const batch of store.listSandboxes(id, { metadata: new Map(), now: 0 }))
        for (const record of batch)
          records.push([record, await store.loadDisk(id, record.sandbox.id)]);
      return [id, await store.listKeys(id), records];
    }),
  );
}

it.each(table)("a request of $id that nobody spoiled succeeds", async (operation) => {
  const { app, store, team, apiKey } = await fixture({ runtime: createStubRuntime() });
  const [status, one] = [operation.id === "resumeSandbox" ? "paused" : "active", sandbox()];
  await put(store, team, { ...one, status });
  await using server = await listen(app);
  const schema = bodySchema(operation);
  const body = schema && fullExample(schema, resolve);
  const answer = await exchange(server.port, write({ operation, id: one.id, apiKey, body }));
  expect(answer).toMatchObject({ status: operation.success[0] });
});

const { backends, stop } = await startBackends();
afterAll(stop);

describe.each<Backend>(backends)("what is malformed, over $name", (backend) => {
  const started = vi.fn<NonNullable<AppOptions["runtime"]>["start"]>();
  const failed = vi.fn<(error: unknown) => void>();
  let store: Store;
  let apiKey: string;
  let server: Listener;
  let clear: () => Promise<void>;
  const { id } = sandbox();

  beforeAll(async () => {
    const place = await backend.create();
    store = await place.connect();
    const api = await fixture({ store, runtime: { start: started }, onError: failed });
    ({ apiKey } = api);
    await put(store, api.team, { ...sandbox(), id, metadata: { a: "b" } }, sandbox());
    await put(store, api.other, sandbox());
    await store.saveDisk(api.team.id, id, new Uint8Array([1, 2, 3]));
    server = await listen(api.app);
    clear = async () => {
      await server.close();
      await place.clear();
    };
  });
  afterAll(async () => await clear());

  it.each(table)("is refused by $id, and changes nothing", async (operation) => {
    const schema = bodySchema(operation);
    const body = schema && fullExample(schema, resolve);
    const all = [...refusals({ operation, id, apiKey, body })];
    const before = await contentOf(store);
    const problems: string[] = [];
    await hold(all, async (refusal) => {
      const answer = await exchange(server.port, refusal.sending).catch((error: Error) => error);
      const wrong =
        answer instanceof Error ? [answer.message] : problemsOf(answer, refusal, operation);
      if (wrong.length > 0) problems.push(`${refusal.title}: ${wrong.join("; ")}`);
    });
    expect(problems).toEqual([]);
    expect(all.length).toBeGreaterThan(schema ? 150 : 20);
    expect(started).not.toHaveBeenCalled();
    expect(failed).not.toHaveBeenCalled();
    expect(await contentOf(store)).toEqual(before);
  });
});
