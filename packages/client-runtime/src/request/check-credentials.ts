import { MissingCredentialError } from "../errors/missing-credential-error.ts";
import type { Operation } from "../operation.ts";
import type { Sendable } from "./sendable.ts";

/**
 * Checks the credentials of a request that has passed all plugins. A request that a plugin has moved
 * to another origin loses the credentials of this client: they are not for that origin.
 *
 * @param sent the request that the plugins got
 * @param secrets the secrets in it; `undefined` if the client lacks a credential
 * @returns the request to send
 * @throws {MissingCredentialError} if nobody has added a credential that the operation needs
 */
export function checkCredentials(
  { id, security }: Operation,
  sent: Sendable,
  ready: Sendable,
  secrets: readonly string[] | undefined,
): Sendable {
  if (!security) return ready;
  if (ready.url !== sent.url && new URL(ready.url).origin !== new URL(sent.url).origin) {
    const moved = { ...ready, init: { ...ready.init, headers: { ...ready.init.headers } } };
    security.remove(moved, secrets ?? []);
    return moved;
  }
  if (secrets || security.isPresent(ready)) return ready;
  const list = security.names.map((name) => `\`credentials.${name}\``).join(" and ");
  const error = new MissingCredentialError(`${id} needs a credential.`, `Set ${list}.`);
  error.operation = id;
  throw error;
}
