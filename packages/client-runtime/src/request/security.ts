import type { Credential, Scheme, Security } from "../operation.ts";

/** Needs the credential of one scheme. */
export function requires(scheme: Scheme): Security {
  const { name } = scheme;
  return {
    names: [name],
    isPresent: (sendable) => scheme.isPresent(sendable),
    add(sendable, { [name]: option }) {
      if (option === undefined) return undefined;
      if (typeof option !== "function") return option === null ? [] : scheme.add(sendable, option);
      return currentCredential(name, option).then((current) => scheme.add(sendable, current));
    },
    remove: (sendable, secrets) => scheme.remove(sendable, secrets),
  };
}

/**
 * Needs one of several alternatives: the first for which the client has all credentials. Each scheme
 * writes only its own credential.
 *
 * @param alternatives the schemes that are needed together. An empty list means that a request
 *   without credentials is accepted, too.
 */
export function oneOf(alternatives: readonly (readonly Scheme[])[]): Security {
  const isPresent: Security["isPresent"] = (sendable) =>
    alternatives.some((schemes) => schemes.every((scheme) => scheme.isPresent(sendable)));
  return {
    names: (alternatives.find((schemes) => schemes.length > 0) ?? []).map(({ name }) => name),
    isPresent,
    add(sendable, credentials) {
      const known = alternatives.find(
        (schemes) =>
          schemes.length > 0 && schemes.every(({ name }) => credentials[name] !== undefined),
      );
      if (!known) return isPresent(sendable) ? [] : undefined;
      const added = known.map((scheme) => requires(scheme).add(sendable, credentials) ?? []);
      // Most credentials are plain texts, and waiting for a promise costs time.
      return added.every((secrets): secrets is readonly string[] => !(secrets instanceof Promise))
        ? added.flat()
        : Promise.all(added.map(async (secrets) => secrets)).then((secrets) => secrets.flat());
    },
    remove: (sendable, secrets) =>
      alternatives.flat().forEach((scheme) => scheme.remove(sendable, secrets)),
  };
}

async function currentCredential(
  name: string,
  option: () => Credential | Promise<Credential>,
): Promise<Credential> {
  const credential = await option();
  if (credential) return credential;
  throw new TypeError(`The function for the credential \`${name}\` returned none.`);
}
