import type { Contract } from "../contract/contract.ts";
import type { DocumentReader } from "../contract/document.ts";
import type { DoubleRequest } from "../request/double-request.ts";
import { type RecordedRequest, toRecordedBody } from "./exchange.ts";
import type { CredentialReader } from "../request/credentials.ts";
import { type RedactionRules, removeSecrets } from "./redact.ts";

/** Records a request without its secrets. */
export type RequestRecorder = (request: DoubleRequest, rules: RedactionRules) => RecordedRequest;

/** Creates a function that records the requests of a contract. */
export function createRequestRecorder(
  contract: Contract,
  reader: DocumentReader,
  { names }: CredentialReader,
): RequestRecorder {
  const parameters = (request: DoubleRequest, place: "query" | "header" | "cookie"): object => {
    const known = new Set(
      reader
        .parameters(request.operation)
        .filter((parameter) => parameter.in === place)
        .map(({ name }) => name),
    );
    const values = place === "query" ? request.wireQuery : request[place];
    return Object.fromEntries(
      Object.entries(values).filter(
        ([name]) =>
          !names[place].has(place === "header" ? name.toLowerCase() : name) &&
          // A header that the contract does not have belongs to the connection.
          (place === "query" || known.has(name)),
      ),
    );
  };
  return (request, rules) => {
    const validators = contract.requests[request.operation] ?? {};
    const body = removeSecrets(bodyOf(request), "request.body", rules, (value) =>
      validators.body ? validators.body.is(value) : true,
    );
    const places = {
      path: request.path,
      query: parameters(request, "query"),
      header: parameters(request, "header"),
      cookie: parameters(request, "cookie"),
    };
    const filled = Object.entries(places)
      .filter(([, values]) => Object.keys(values).length > 0)
      .map(([place, values]) => [place, removeSecrets(values, `request.${place}`, rules)]);
    return { ...(Object.fromEntries(filled) as RecordedRequest), ...toRecordedBody(body) };
  };
}

/** @returns the body; the random boundary of a multipart body is replaced, so that equal bodies are equal */
function bodyOf({ body, bytes, contentType, headers }: DoubleRequest): unknown {
  const [, boundary] = /boundary="?([^";]+)/i.exec(headers.get("content-type") ?? "") ?? [];
  if (!contentType.startsWith("multipart/") || boundary === undefined) return body;
  return new TextDecoder("latin1").decode(bytes).replaceAll(boundary, "boundary");
}
