import type { Contract } from "../contract/contract.ts";
import { type DocumentReader, createDocumentReader, objectAt } from "../contract/document.ts";
import { isJsonType } from "../request/read-request.ts";
import type { Verdict } from "./find-call.ts";
import { describe } from "./find-differences.ts";

const maxIssues = 8;

/** The parts of a response. Only what is present is checked. */
export interface ResponseParts {
  readonly status: number;
  readonly headers?: Headers;
  /** The parsed body. */
  readonly body: unknown;
}

/** Checks responses against a contract. */
export interface ResponseChecker {
  /** @returns the problems, each one line; empty if the response is valid */
  problems(operation: string, response: ResponseParts, wantedStatus?: number): readonly string[];
}

/** Creates the checker of a contract. */
export function createResponseChecker(contract: Contract): ResponseChecker {
  const reader = createDocumentReader(contract);
  return {
    problems(operation, response, wantedStatus = response.status) {
      if (!Object.hasOwn(contract.operations, operation))
        throw new TypeError(
          `The contract has no operation "${operation}". It has: ${Object.keys(contract.operations).join(", ")}.`,
        );
      const { status, headers, body } = response;
      if (status !== wantedStatus)
        return [`status: expected ${wantedStatus}, received ${status} with ${describe(body)}`];
      const documented = documentedResponse(reader, operation, status);
      if (documented === undefined) {
        const known = [...reader.responses(operation).keys()].join(", ");
        return [`status: ${status} is not documented; documented are ${known}`];
      }
      const [key, object] = documented;
      return [
        ...(headers ? headerProblems(reader, object, headers, body) : []),
        ...bodyProblems(contract, operation, key, body),
      ];
    },
  };
}

/** Returns the Response Object that describes a status: of `404`, `4XX` or `default`. */
function documentedResponse(
  reader: DocumentReader,
  operation: string,
  status: number,
): readonly [key: string, object: Readonly<Record<string, unknown>>] | undefined {
  const known = reader.responses(operation);
  const digit = String(status)[0];
  const key = [String(status), `${digit}XX`, `${digit}xx`, "default"].find((each) =>
    known.has(each),
  );
  return key === undefined ? undefined : [key, known.get(key)!];
}

function headerProblems(
  reader: DocumentReader,
  response: Readonly<Record<string, unknown>>,
  headers: Headers,
  body: unknown,
): readonly string[] {
  const missing = Object.entries(objectAt(response, "headers"))
    .filter(([name, given]) => reader.resolve(given)["required"] === true && !headers.has(name))
    .map(([name]) => `headers: ${name} is missing`);
  const types = Object.keys(objectAt(response, "content")).map(baseType);
  if (types.length === 0 || body === undefined) return missing;
  const type = baseType(headers.get("content-type") ?? "");
  const isKnown = types.some(
    (each) =>
      each === type ||
      each === "*/*" ||
      (each.endsWith("/*") && type.startsWith(each.slice(0, -1))),
  );
  if (isKnown) return missing;
  return [...missing, `content-type: expected ${types.join(" or ")}, received ${type || "none"}`];
}

function bodyProblems(
  { responses }: Contract,
  operation: string,
  key: string,
  body: unknown,
): readonly string[] {
  const validator = responses[operation]?.[key];
  if (!validator || validator.is(body)) return [];
  return validator.issues(body, maxIssues).map(({ path, message }) => {
    const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`));
    const found = path.reduce<unknown>(
      (value, step) => (Object(value) as Record<PropertyKey, unknown>)[step],
      body,
    );
    const received = found === undefined ? "" : `, received ${describe(found)}`;
    return `body${steps.join("")}: ${message}${received}`;
  });
}

/**
 * Reads the parts of a response without consuming it.
 *
 * @returns the parts; a body of JSON is parsed, another one is text, an empty one is `undefined`
 */
export async function readParts(response: Response): Promise<ResponseParts> {
  const { status, headers } = response;
  const text = await response.clone().text();
  if (text === "") return { status, headers, body: undefined };
  if (!isJsonType(baseType(headers.get("content-type") ?? "")))
    return { status, headers, body: text };
  try {
    return { status, headers, body: JSON.parse(text) };
  } catch {
    return { status, headers, body: text };
  }
}

function baseType(type: string): string {
  return type.replace(/;.*$/s, "").trim().toLowerCase();
}

/** @returns the verdict of a matcher about the problems of a response */
export function toVerdict(
  operation: string,
  status: number | undefined,
  problems: readonly string[],
): Verdict {
  const name =
    status === undefined
      ? `The response of ${operation}`
      : `The response ${status} of ${operation}`;
  return {
    pass: problems.length === 0,
    message: () =>
      problems.length === 0
        ? `${name} matches the contract, against the expectation.`
        : `${name} breaks the contract:\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
  };
}
