import type { Api, Operation, Parameter } from "../api/api.ts";
import { objectAt } from "../api/fields.ts";
import { isObject } from "../document/read-document.ts";
import type { ClientOperation } from "../emit/client/client-operation.ts";
import { sentParameters } from "../emit/client/client-parameters.ts";
import { exampleMaker, none } from "../examples/example-of.ts";
import { type Checked, runChecks } from "../examples/run-checks.ts";
import { withoutAbsent } from "../examples/without-absent.ts";
import { SchemaCompiler } from "../validation/compile-schema.ts";

/** A call of a client's method, with values that the document allows. */
export interface SampleCall {
  operation: Operation;
  /** The arguments of the method: path parameters, then body or query. */
  arguments: readonly unknown[];
  /** Whether a success has no body. */
  isEmpty: boolean;
}

/**
 * Chooses an operation for the first test of a package: one that reads, needs little input, and whose
 * input can be made from the document.
 *
 * @param operations those that the client can send
 * @returns `undefined` if there is none
 */
export function sampleCall(
  api: Api,
  operations: readonly ClientOperation[],
): SampleCall | undefined {
  const exampleOf = exampleMaker(api);
  const candidates = operations.filter(isPlain).sort((one, other) => effort(one) - effort(other));
  for (const candidate of candidates) {
    const given = argumentsOf(api, candidate, exampleOf);
    if (given)
      return {
        operation: candidate.operation,
        arguments: given,
        isEmpty: isEmpty(candidate),
      };
  }
  return undefined;
}

/** Whether the method takes only path parameters and a query or a JSON body, and returns JSON or nothing. */
function isPlain(candidate: ClientOperation): boolean {
  const { operation, bodies, id } = candidate;
  if (id !== operation.id) return false;
  const needsOptions = sentParameters(operation).some(
    ({ in: place, required, name }) =>
      required &&
      (place === "header" || place === "cookie" || (place === "query" && bodies.length > 0)) &&
      name !== operation.idempotencyKey,
  );
  const hasOwnServer = operation.servers.length > 0;
  const isReadable = kindsOf(candidate).every(
    (kinds) =>
      ["json", "array", "empty"].some((kind) => kinds.includes(kind)) &&
      !kinds.includes("events") &&
      !kinds.includes("lines"),
  );
  const isWritable = !operation.requestBody?.required || bodies[0]?.kind === "json";
  return !needsOptions && !hasOwnServer && isReadable && isWritable;
}

/** The formats of each success. JSON is what the client asks for first. */
function kindsOf({ responses }: ClientOperation): readonly (readonly string[])[] {
  return responses
    .filter(({ status }) => status !== "304")
    .map(({ readers }) => readers.map(({ kind }) => kind));
}

function isEmpty(candidate: ClientOperation): boolean {
  return kindsOf(candidate).every((kinds) => kinds.every((kind) => kind === "empty"));
}

/** The less, the better the operation shows how to call the API. */
function effort(candidate: ClientOperation): number {
  const { operation } = candidate;
  const required = sentParameters(operation).filter((each) => each.required).length;
  const isRead = operation.method === "get" ? 0 : 20;
  const body = operation.requestBody?.required ? 10 : 0;
  const empty = isEmpty(candidate) ? 5 : 0;
  const deprecated = operation.deprecation === undefined ? 0 : 100;
  return required + isRead + body + empty + deprecated;
}

function argumentsOf(
  api: Api,
  { operation, bodies }: ClientOperation,
  exampleOf: ReturnType<typeof exampleMaker>,
): unknown[] | undefined {
  const compiler = new SchemaCompiler(api, "JavaScript");
  const checked: Checked[] = [];
  const valueOf = (holder: Record<string, unknown>): unknown => {
    const schema = isObject(holder["schema"]) ? holder["schema"] : {};
    const given = "example" in holder ? holder["example"] : exampleOf(schema);
    if (given === none) return none;
    const value = withoutAbsent(given, schema, "request", compiler.forms);
    checked.push({ check: compiler.functionFor(schema, "request", "example"), value });
    return value;
  };
  const required = sentParameters(operation).filter(({ required: isRequired }) => isRequired);
  const isIn = (place: Parameter["in"]) => (each: Parameter) => each.in === place;
  const path = required.filter(isIn("path")).map(({ object }) => valueOf(object));
  const query = required.filter(isIn("query")).map(({ name, object }) => [name, valueOf(object)]);
  const values = [...path, ...(query.length > 0 ? [Object.fromEntries(query) as unknown] : [])];
  if (operation.requestBody?.required) {
    const content = objectAt(operation.requestBody.object, "content");
    const media = content[bodies[0]?.mediaType ?? ""];
    values.push(valueOf(isObject(media) ? media : {}));
  }
  if ([...values, ...query.flat()].includes(none) || path.some((value) => !isSegment(value)))
    return undefined;
  const issues = runChecks(compiler, checked);
  return issues.every((issue) => issue === undefined) ? values : undefined;
}

/** Whether a value can be a segment of a path without a doubt. */
function isSegment(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^[\w-]+$/.test(value));
}
