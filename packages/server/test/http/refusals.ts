import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Operation, operations } from "@sandboxes/schema/operations";
import { ErrorResponse, type Validator, answers, requests } from "@sandboxes/schema/validators";
import { parse } from "yaml";
import type { RawAnswer } from "./exchange.ts";
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
import { type Resolve, type SchemaNode, mutate } from "./mutations.ts";

export const table: readonly Operation[] = Object.values(operations);

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
export const resolve: Resolve = (ref) => document.components.schemas[ref.replace(/^.*\//, "")]!;

export function bodySchema({ path, method, consumes }: Operation): SchemaNode | undefined {
  const operation = document.paths[path]?.[method.toLowerCase()];
  return consumes === null ? undefined : operation?.requestBody?.content[consumes]?.schema;
}

/** All malformed requests of an operation. */
export function* refusals(valid: ValidRequest): Generator<Refusal> {
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

/** Sends malformed requests, eight at a time. */
export const hold = async (
  work: readonly Refusal[],
  run: (each: Refusal) => Promise<void>,
): Promise<void> => {
  const left = work.values();
  const worker = async (): Promise<void> => {
    for (const each of left) await run(each);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
};

/** @returns what is wrong with the response to a malformed request */
export function problemsOf(
  answer: RawAnswer,
  { statuses }: Refusal,
  { id, errors }: Operation,
): string[] {
  const { status, headers, body } = answer;
  const problems: string[] = [];
  if (!statuses.includes(status)) problems.push(`status ${status}`);
  // A status of HTTP itself, for a request that does not reach the operation.
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
