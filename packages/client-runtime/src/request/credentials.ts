import type { Credential, Operation, Scheme } from "../operation.ts";
import type { CredentialOption } from "../options/settings.ts";
import type { Sendable } from "../plugins/plugin.ts";
import { encodeText } from "./encode-text.ts";

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
 * Object"): the first alternative for which the client has all credentials. A credential is only
 * ever written where its own scheme says.
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
  return security.some((schemes) => schemes.every((scheme) => isPresent(sendable, scheme)));
}

function isPresent({ url, init }: Sendable, scheme: Scheme): boolean {
  if (scheme.in === "header") return scheme.key in init.headers;
  const pair = `${encodeText(scheme.key, scheme.name)}=`;
  if (scheme.in === "cookie")
    return (init.headers["cookie"] ?? "").split("; ").some((cookie) => cookie.startsWith(pair));
  return url
    .split(/[?&]/)
    .slice(1)
    .some((parameter) => parameter.startsWith(pair));
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
  const secrets: string[] = [];
  for (const scheme of schemes) {
    const credential = credentialOf(scheme.name);
    const value = scheme.write ? scheme.write(credential) : credential;
    // RFC 9110, section 5.5, without the spaces that a header would lose at its ends.
    if (typeof value !== "string" || !/^[!-~]+(?: [!-~]+)*$/.test(value))
      throw new TypeError(
        `The credential \`${scheme.name}\` must be visible ASCII without spaces.`,
      );
    secrets.push(typeof credential === "string" ? credential : credential.password);
    if (scheme.write) secrets.push(value.replace(/^\w+ /, ""));
    place(sendable, scheme, value, secrets);
  }
  return { secrets };
}

function place(
  sendable: Sendable,
  { in: where, key, name }: Scheme,
  value: string,
  secrets: string[],
): void {
  const { headers } = sendable.init;
  if (where === "header") {
    headers[key] = value;
    return;
  }
  const encoded = encodeText(value, name);
  if (encoded !== value) secrets.push(encoded);
  const pair = `${encodeText(key, name)}=${encoded}`;
  if (where === "cookie")
    headers["cookie"] = headers["cookie"] ? `${headers["cookie"]}; ${pair}` : pair;
  else sendable.url += (sendable.url.includes("?") ? "&" : "?") + pair;
}
