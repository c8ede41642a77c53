import { document } from "@sandboxes/schema/document";
import type { Operation, OperationParameter } from "@sandboxes/schema/operations";
import type { Validator } from "@sandboxes/schema/validators";
import { ApiFault } from "../api-fault.ts";
import { limitProblem } from "../limits/body-limits.ts";
import { type MaybePromise, isPromise } from "../maybe-promise.ts";
import { quote } from "../quote.ts";
import { readMetadataFilter } from "./read-metadata-filter.ts";
import { hasBody, readJsonBody, skipBody } from "./read-body.ts";
import { withoutNulls } from "./without-nulls.ts";

/** The validators of a request, for the parts that the operation has. */
interface RequestChecks {
  readonly path?: Validator<unknown>;
  readonly query?: Validator<unknown>;
  readonly header?: Validator<unknown>;
  readonly body?: Validator<unknown>;
}

/** The validated inputs of a call, by name: parameters, and the properties of the body. */
export type InputValues = Readonly<Record<string, unknown>>;

type Part = Pick<Operation, "consumes" | "method" | "parameters" | "path">;

/**
 * Reads all inputs that the operation table declares: path, query and header parameters, and the body.
 * It validates them against the spec, and converts parameters to the type that the spec has. Undeclared
 * query parameters and headers are ignored.
 *
 * @param path the path parameters, decoded
 * @returns one object with all inputs, without the fields whose `null` means that they are absent
 * @throws {ApiFault} 400 that names the input and the rule, or 413
 */
export function readInputs(
  operation: Part,
  checks: RequestChecks,
  request: Request,
  path: Readonly<Record<string, string>>,
): MaybePromise<InputValues> {
  if (checks.path) refuseIssue(checks.path, path);
  const parameters = {
    ...path,
    ...(checks.query && readQuery(operation, checks.query, request.url)),
    ...(checks.header && readHeaders(operation, checks.header, request.headers)),
  };
  if (operation.consumes === null)
    return hasBody(request) ? skipBody(request).then(() => parameters) : parameters;
  const body = readBody(request, checks.body, bodySchemaOf(operation));
  return isPromise(body) ? body.then((fields) => ({ ...parameters, ...fields })) : parameters;
}

/** @returns the schema of the request body, as the spec has it */
function bodySchemaOf({ path, method, consumes }: Part): unknown {
  const { paths } = document as unknown as DocumentWithBodies;
  const content = paths?.[path]?.[method.toLowerCase()]?.requestBody?.content;
  return content?.[consumes ?? ""]?.schema;
}

/** The part of an OpenAPI document that has the schemas of request bodies. */
interface DocumentWithBodies {
  readonly paths?: Readonly<
    Record<string, Readonly<Record<string, OperationWithBody | undefined>>>
  >;
}
interface OperationWithBody {
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly schema?: unknown } | undefined>>;
  };
}

async function readBody(
  request: Request,
  check: Validator<unknown> | undefined,
  schema: unknown,
): Promise<InputValues> {
  const body = await readJsonBody(request);
  const problem = limitProblem(body);
  if (problem !== undefined) throw new ApiFault(400, "bad_request", problem);
  if (check) refuseIssue(check, body);
  const present = withoutNulls(body, schema);
  // A body whose fields are all `null` is as empty as `{}`.
  if (check) refuseIssue(check, present);
  return present as InputValues;
}

function readQuery(operation: Part, check: Validator<unknown>, url: string): InputValues {
  const search = queryOf(url);
  const values: Record<string, unknown> = {};
  // Most requests have no query.
  for (const parameter of search === "" ? [] : parametersIn(operation, "query")) {
    const { name, prefix } = parameter;
    if (prefix === undefined) {
      const [text, ...more] = new URLSearchParams(search).getAll(name);
      if (more.length > 0)
        throw new ApiFault(400, "bad_request", `${name} must not be given twice.`);
      if (text !== undefined) values[name] = convert(name, text, check);
    } else {
      const pairs = readMetadataFilter(search, { name, prefix }, check);
      if (pairs.size > 0)
        values[name] = Object.fromEntries([...pairs].map(([key, value]) => [prefix + key, value]));
    }
  }
  refuseIssue(check, values);
  return values;
}

function readHeaders(operation: Part, check: Validator<unknown>, headers: Headers): InputValues {
  const values: Record<string, unknown> = {};
  for (const { name } of parametersIn(operation, "header")) {
    const text = headers.get(name);
    if (text !== null) values[name] = convert(name, text, check);
  }
  refuseIssue(check, values);
  return values;
}

function parametersIn(operation: Part, place: string): readonly OperationParameter[] {
  return operation.parameters.filter((parameter) => parameter.in === place);
}

/** @returns the text as the type that the spec has for the parameter, or as it is */
function convert(name: string, text: string, check: Validator<unknown>): unknown {
  const number = /^-?\d+(?:\.\d+)?$/.test(text) ? [Number(text)] : [];
  const boolean = text === "true" || text === "false" ? [text === "true"] : [];
  const candidates = [text, ...number, ...boolean];
  const fits = (value: unknown): boolean =>
    check.issues({ [name]: value }).every(({ path: [first] }) => first !== name);
  return candidates.find(fits) ?? candidates.at(-1);
}

function refuseIssue(validator: Validator<unknown>, value: unknown): void {
  const [issue] = validator.issues(value, 1);
  if (!issue) return;
  const place = issue.path.map((step) =>
    typeof step === "number" ? `[${step}]` : `.${quoteName(step)}`,
  );
  const field = place.join("").replace(/^\./, "") || "The body";
  throw new ApiFault(400, "bad_request", `${field} ${issue.message}.`);
}

/** @returns the name of a property, in quotes when it could be mistaken for something else */
function quoteName(step: PropertyKey): string {
  const text = String(step);
  return /^[\w-]{1,40}$/.test(text) ? text : quote(text);
}

/** @returns the query of a URL, with its `?`; nothing where it has none */
function queryOf(url: string): string {
  const fragment = url.indexOf("#");
  const start = url.indexOf("?");
  if (start < 0 || (fragment >= 0 && fragment < start)) return "";
  return fragment < 0 ? url.slice(start) : url.slice(start, fragment);
}
