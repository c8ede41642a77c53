import type { Credential, Operation, Scheme } from "../operation.ts";
import type { CredentialOption } from "../options/settings.ts";
import type { Sendable } from "./sendable.ts";

/** The outcome of adding credentials. */
export interface Added {
  /** The secrets that the request now holds. */
  secrets: readonly string[];
  /** The names of the schemes that lack a credential, if nothing was added and something is needed. */
  missing?: readonly string[];
}

const nothing: Added = { secrets: [] };

/**
 * Adds the credentials that an operation needs (OpenAPI 3.1.1, section 4.8.30, "Security Requirement
 * Object"): the first alternative for which the client has all credentials. Each scheme writes only
 * its own credential.
 *
 * @throws {TypeError} if a credential cannot be written; the message does not repeat it
 * @throws what a credential's function throws
 */
export function addCredentials(
  sendable: Sendable,
  { security }: Pick<Operation, "security">,
  credentials: Readonly<Record<string, CredentialOption | undefined>>,
): Added | Promise<Added> {
  if (!security || security.length === 0) return nothing;
  const known = security.find(
    (schemes) => schemes.length > 0 && schemes.every(({ name }) => credentials[name] !== undefined),
  );
  if (known) {
    const given = known.filter(({ name }) => credentials[name] !== null);
    // Most credentials are plain texts, and waiting for a promise costs time.
    if (given.every(({ name }) => typeof credentials[name] !== "function"))
      return write(sendable, given, (name) => credentials[name] as Credential);
    return resolveAll(sendable, given, credentials);
  }
  return isSatisfied(sendable, security)
    ? nothing
    : { secrets: [], missing: (security[0] ?? []).map(({ name }) => name) };
}

/** Whether the request already holds all credentials of an alternative, or needs none. */
export function isSatisfied(
  sendable: Sendable,
  security: NonNullable<Operation["security"]>,
): boolean {
  return security.some((schemes) => schemes.every((scheme) => scheme.isPresent(sendable)));
}

async function resolveAll(
  sendable: Sendable,
  schemes: readonly Scheme[],
  credentials: Readonly<Record<string, CredentialOption | undefined>>,
): Promise<Added> {
  const resolved = new Map<string, Credential>();
  for (const { name } of schemes) {
    const option = credentials[name];
    const credential = typeof option === "function" ? await option() : option;
    if (!credential)
      throw new TypeError(`The function for the credential \`${name}\` returned none.`);
    resolved.set(name, credential);
  }
  return write(sendable, schemes, (name) => resolved.get(name)!);
}

function write(
  sendable: Sendable,
  schemes: readonly Scheme[],
  credentialOf: (name: string) => Credential,
): Added {
  return {
    secrets: schemes.flatMap((scheme) => scheme.add(sendable, credentialOf(scheme.name))),
  };
}
