import type { Contract } from "../contract/contract.ts";
import { createDocumentReader } from "../contract/document.ts";
import { createCredentialReader } from "../request/credentials.ts";
import type { Responder } from "./responder.ts";

/**
 * Gives each credential its own responder, and so its own state: the callers of one double do not see each other.
 * Requests without a credential share one.
 *
 * @param create creates the responder of a credential, at its first request
 * @returns a responder for `createDouble`
 * @example
 * createDouble({ contract, respond: perCredential(contract, () => stateful(contract)) });
 */
export function perCredential(contract: Contract, create: () => Responder): Responder {
  const credentials = createCredentialReader(contract, createDocumentReader(contract));
  const responders = new Map<string, Responder>();
  return (request, parsed) => {
    const key = JSON.stringify(credentials.read(parsed ?? request));
    const responder = responders.get(key) ?? create();
    responders.set(key, responder);
    return responder(request, parsed);
  };
}
