import { isObject } from "../contract/document.ts";

/**
 * Replaces text of a recording.
 *
 * @param text a text that is not a secret by its name
 * @param place where it stands, such as `response.body.owner.email`
 * @returns the text to record
 */
export type Redact = (text: string, place: string) => string;

/** Names of properties, parameters and headers whose values are secrets. */
const secretNames =
  /pass(?:word|phrase)|secret|token|api[-_ ]?key|credential|private[-_ ]?key|authorization/i;

const removed = "[removed]";

/** The shortest credential that is removed wherever it appears. Shorter ones are parts of other words. */
const minCredential = 4;

/** The rules to remove secrets by. */
export interface RedactionRules {
  readonly credentials: ReadonlySet<string>;
  readonly redact: Redact | undefined;
}

/**
 * Removes secrets from a value: credentials wherever they appear, and the text of properties with names such as
 * `password` or `access_token`.
 *
 * @param place where the value stands, such as `response.body`
 * @param isValid whether a redacted value is still valid. If a placeholder is not, the text keeps its form instead:
 * `sk_1a2b` becomes `aa_0a0a`
 */
export function removeSecrets(
  value: unknown,
  place: string,
  rules: RedactionRules,
  isValid: (value: unknown) => boolean = () => true,
): unknown {
  const withPlaceholder = replaceTexts(value, place, rules, () => removed);
  if (isValid(withPlaceholder)) return withPlaceholder;
  const masked = replaceTexts(value, place, rules, mask);
  return isValid(masked) ? masked : withPlaceholder;
}

function mask(secret: string): string {
  return secret.replaceAll(/[a-z]/g, "a").replaceAll(/[A-Z]/g, "A").replaceAll(/\d/g, "0");
}

/** @returns the forms in which a credential may appear in a text: as it is, and percent-encoded as in a URL */
function formsOf(credential: string): string[] {
  const encoded = encodeURIComponent(credential);
  const lowerCase = encoded.replaceAll(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase());
  return [...new Set([credential, encoded, encodeURI(credential), lowerCase])];
}

function replaceTexts(
  value: unknown,
  place: string,
  { credentials, redact = (text) => text }: RedactionRules,
  replace: (secret: string) => string,
): unknown {
  const forms = [...credentials]
    .filter((credential) => credential.length >= minCredential)
    .flatMap(formsOf)
    // A longer form may contain a shorter one.
    .toSorted((a, b) => b.length - a.length);
  const clean = (part: unknown, at: string, isSecret: boolean): unknown => {
    if (typeof part === "string") {
      if (isSecret) return part === "" ? part : replace(part);
      let text = part;
      for (const form of forms) text = text.replaceAll(form, replace);
      return redact(text, at);
    }
    if (Array.isArray(part))
      return part.map((item, index) => clean(item, `${at}[${index}]`, isSecret));
    if (!isObject(part) || part instanceof Uint8Array) return part;
    return Object.fromEntries(
      Object.entries(part).map(([name, item]) => [
        name,
        clean(item, `${at}.${name}`, isSecret || secretNames.test(name)),
      ]),
    );
  };
  return clean(value, place, false);
}
