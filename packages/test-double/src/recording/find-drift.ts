import type { Contract } from "../contract/contract.ts";
import type { DocumentReader } from "../contract/document.ts";
import type { ResponseChecker } from "../matchers/check-response.ts";
import { firstIssue } from "../request/check-request.ts";
import type { Exchange } from "./exchange.ts";

const places = ["path", "query", "header", "cookie"] as const;

/**
 * Compares exchanges with a contract.
 *
 * @returns the differences, each one line; empty if every exchange is still valid
 */
export function findDrift(
  contract: Contract,
  reader: DocumentReader,
  checker: ResponseChecker,
  exchanges: readonly Exchange[],
): readonly string[] {
  return exchanges.flatMap((exchange, index) => {
    const { operation, request, response } = exchange;
    const name = `exchanges[${index}], ${operation}`;
    if (!Object.hasOwn(contract.operations, operation))
      return [`${name}: the contract has no such operation`];
    const validators = contract.requests[operation] ?? {};
    const missing = reader
      .parameters(operation)
      .filter(
        (parameter) => parameter.required && request[parameter.in]?.[parameter.name] === undefined,
      )
      .map((parameter) => `the ${parameter.in} parameter ${parameter.name} is missing`);
    const invalid = [
      ...places.map((place) => firstIssue(validators[place], request[place] ?? {}, place)),
      request.body === undefined ? undefined : firstIssue(validators.body, request.body, "body"),
    ].filter((problem) => problem !== undefined);
    // An API rejects a wrong request, so only an accepted one must be valid.
    const ofRequest = response.status < 400 ? [...missing, ...invalid] : [];
    const ofResponse = checker.problems(operation, {
      status: response.status,
      headers: new Headers(response.headers),
      body: response.body ?? response.text ?? response.base64,
    });
    return [
      ...ofRequest.map((problem) => `${name}, request: ${problem}`),
      ...ofResponse.map((problem) => `${name}, response: ${problem}`),
    ];
  });
}
