/**
 * Checks a secret that is sent as it is.
 *
 * @param name of the credential
 * @returns the secret
 * @throws {TypeError} if it is not visible ASCII; the message does not repeat it
 */
export function checkSecret(name: string, secret: unknown): string {
  // RFC 9110, section 5.5, without the spaces that a header would lose at its ends.
  if (typeof secret === "string" && /^[!-~]+$/.test(secret)) return secret;
  throw new TypeError(`The credential \`${name}\` must be visible ASCII without spaces.`);
}
