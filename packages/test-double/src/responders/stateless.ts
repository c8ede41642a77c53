import type { Contract, OperationId } from "../contract/contract.ts";
import { createDocumentReader } from "../contract/document.ts";
import { checkRequest } from "../request/check-request.ts";
import { createValueSource } from "../values/value-source.ts";
import { createResponseBuilder } from "./build-response.ts";
import { createErrorResponder } from "./error-response.ts";
import type { Responder } from "./responder.ts";

/** The response of an operation. */
export interface Choice {
  /**
   * The status. The operation must document it.
   *
   * @default the lowest documented success status
   */
  readonly status?: number;
  /**
   * The name of an example of the document.
   *
   * @default a value that is built from the schema
   */
  readonly example?: string;
}

/** Options for `stateless`. */
export interface StatelessOptions<Types = unknown> {
  /**
   * An integer. The same seed gives the same responses in the same order.
   *
   * @default 1
   */
  readonly seed?: number;
  /**
   * The responses of individual operations.
   *
   * @default none
   */
  readonly choose?: { readonly [Id in OperationId<Types>]?: Choice };
}

/**
 * Responds without state, from the document alone. A request that violates the contract gets 400 or 401
 * in the documented shape. Every other request gets a valid value.
 *
 * @returns a responder for `createDouble`
 * @throws {Error} on a request whose operation does not document the chosen status or example
 * @example
 * createDouble({ contract, respond: stateless(contract, { choose: { listPets: { example: "cats" } } }) });
 */
export function stateless<Types>(
  contract: Contract<Types>,
  { seed = 1, choose = {} }: StatelessOptions<Types> = {},
): Responder {
  const reader = createDocumentReader(contract);
  const builder = createResponseBuilder(contract, reader, createValueSource(reader, seed));
  const respondWithError = createErrorResponder(contract, reader, builder);
  const choices = choose as Readonly<Record<string, Choice>>;

  return (_, parsed) => {
    if (!parsed) return undefined;
    const { operation } = parsed;
    const refusal = checkRequest(contract, reader, parsed);
    if (refusal) return respondWithError(operation, refusal.status, refusal.message);
    const { status = builder.successStatus(operation), example } = choices[operation] ?? {};
    if (builder.documentedStatus(operation, status) === undefined && choices[operation]?.status) {
      const known = [...reader.responses(operation).keys()].join(", ");
      throw new Error(
        `${operation} does not document the status ${status}. It documents: ${known}.`,
      );
    }
    return builder.build(operation, status, { example });
  };
}
