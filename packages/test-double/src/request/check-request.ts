import type { Contract, Issue, Validator } from "../contract/contract.ts";
import { type DocumentReader, objectAt } from "../contract/document.ts";
import type { DoubleRequest } from "./double-request.ts";
import { isBrokenJson, isJsonType, needsBody, requestTypes, securityOf } from "./read-request.ts";

/** The reason to reject a request. */
export interface Refusal {
  /** The preferred status. The operation may document another one. */
  readonly status: 400 | 401 | 404 | 415;
  readonly message: string;
}

const places = ["path", "query", "header", "cookie"] as const;

/**
 * Validates the credentials, the parameters and the body of a request against the contract.
 *
 * @returns the first reason to reject it; `undefined` if the request is valid
 */
export function checkRequest(
  contract: Contract,
  reader: DocumentReader,
  request: DoubleRequest,
): Refusal | undefined {
  const missing = missingCredential(contract, reader, request);
  if (missing !== undefined) return { status: 401, message: missing };

  const validators = contract.requests[request.operation] ?? {};
  for (const parameter of reader.parameters(request.operation)) {
    if (parameter.required && request[parameter.in][parameter.name] === undefined)
      return {
        status: 400,
        message: `The ${parameter.in} parameter ${parameter.name} is missing.`,
      };
  }
  for (const place of places) {
    const message = firstIssue(validators[place], valuesOf(request, place), place);
    if (message !== undefined) return { status: statusFor(reader, request, place), message };
  }
  return checkBody(reader, request, validators.body);
}

/** Returns 404 for an invalid path if the operation documents that and no status for invalid input. */
function statusFor(
  reader: DocumentReader,
  { operation }: DoubleRequest,
  place: (typeof places)[number],
): 400 | 404 {
  const known = reader.responses(operation);
  const isInvalidInput = ["400", "422", "4XX", "4xx", "default"].some((each) => known.has(each));
  return place === "path" && !isInvalidInput && known.has("404") ? 404 : 400;
}

function valuesOf(request: DoubleRequest, place: (typeof places)[number]): unknown {
  return place === "query" ? request.wireQuery : request[place];
}

function checkBody(
  reader: DocumentReader,
  request: DoubleRequest,
  validator: Validator | undefined,
): Refusal | undefined {
  const { operation, bytes, contentType } = request;
  const types = requestTypes(reader, operation);
  if (bytes.length === 0) {
    if (!needsBody(reader, operation)) return undefined;
    return { status: 400, message: "The request body is missing." };
  }
  if (types.length === 0) return undefined;
  if (!types.some((type) => matchesType(type, contentType)))
    return { status: 415, message: `The content type must be ${types.join(" or ")}.` };
  if (isBrokenJson(request)) return { status: 400, message: "The request body is not valid JSON." };
  if (!isJsonType(contentType)) return undefined;
  const message = firstIssue(validator, request.body, "body");
  return message === undefined ? undefined : { status: 400, message };
}

/** Returns whether a content type matches a range such as `image/*` (RFC 9110, section 12.5.1). */
function matchesType(range: string, contentType: string): boolean {
  if (range === "*/*" || range === contentType) return true;
  return range.endsWith("/*") && contentType.startsWith(range.slice(0, -1));
}

/** Returns the first problem of a value as a sentence, or `undefined` if the value is valid. */
export function firstIssue(
  validator: Validator | undefined,
  value: unknown,
  place: string,
): string | undefined {
  if (!validator || validator.is(value)) return undefined;
  const [issue] = validator.issues(value, 1);
  return issue && `${describePath(issue, place)} ${issue.message}.`;
}

/** Returns the path of an issue, such as `body.items[0].name`. */
function describePath({ path }: Issue, root: string): string {
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`));
  return root + steps.join("");
}

/** Returns the missing credential, or `undefined` if one alternative is met or none is required. */
function missingCredential(
  contract: Contract,
  reader: DocumentReader,
  request: DoubleRequest,
): string | undefined {
  const alternatives = securityOf(reader, request.operation, contract.document);
  if (alternatives.length === 0) return undefined;
  const schemes = objectAt(objectAt(contract.document, "components"), "securitySchemes");
  const isMet = alternatives.some((alternative) =>
    Object.keys(alternative).every((name) => hasCredential(reader.resolve(schemes[name]), request)),
  );
  if (isMet) return undefined;
  const names = alternatives.map((alternative) => Object.keys(alternative).join(" and "));
  return `The request needs a credential: ${names.join(", or ")}.`;
}

/** Returns whether a request has the credential of a security scheme (OpenAPI 3.1.1, "Security Scheme Object"). */
function hasCredential(
  scheme: Readonly<Record<string, unknown>>,
  { headers, url }: DoubleRequest,
): boolean {
  const name = String(scheme["name"]);
  if (scheme["type"] === "apiKey") {
    if (scheme["in"] === "header") return Boolean(headers.get(name));
    if (scheme["in"] === "query") return Boolean(new URL(url).searchParams.get(name));
    return new RegExp(`(^|;\\s*)${name}=[^;]`).test(headers.get("cookie") ?? "");
  }
  // Mutual TLS authenticates the connection, which is not visible in a request.
  if (scheme["type"] === "mutualTLS") return true;
  const word = scheme["type"] === "http" ? String(scheme["scheme"]) : "bearer";
  return new RegExp(`^${word}\\s+\\S`, "i").test(headers.get("authorization") ?? "");
}
