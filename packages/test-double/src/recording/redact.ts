import type { Contract } from "../contract/contract.ts";
import { type DocumentReader, isObject, objectAt } from "../contract/document.ts";
import type { DoubleRequest } from "../request/double-request.ts";

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

/** Finds the credentials of requests. */
export interface CredentialReader {
  /** The names of the parameters that are credentials, in lower case for headers. */
  readonly names: Readonly<Record<"query" | "header" | "cookie", ReadonlySet<string>>>;
  /** @returns the values of the credentials of a request */
  read(request: Pick<DoubleRequest, "headers" | "url">): readonly string[];
}

/** Creates a reader for the security schemes of a contract (OpenAPI 3.1.1, "Security Scheme Object"). */
export function createCredentialReader(
  contract: Contract,
  reader: DocumentReader,
): CredentialReader {
  const schemes = Object.values(
    objectAt(objectAt(contract.document, "components"), "securitySchemes"),
  ).map(reader.resolve);
  const keysIn = (place: string): string[] =>
    schemes
      .filter((scheme) => scheme["type"] === "apiKey" && scheme["in"] === place)
      .map((scheme) => String(scheme["name"]));
  const names = {
    query: new Set(keysIn("query")),
    header: new Set(["authorization", ...keysIn("header").map((name) => name.toLowerCase())]),
    cookie: new Set(keysIn("cookie")),
  };
  return {
    names,
    read: ({ headers, url }) => {
      const query = new URL(url).searchParams;
      const cookies = (headers.get("cookie") ?? "").split(/;\s*/).map((pair) => pair.split("="));
      const values = [
        ...[...names.header].map((name) => headers.get(name) ?? ""),
        ...[...names.query].flatMap((name) => query.getAll(name)),
        ...cookies.flatMap(([name, ...rest]) => (names.cookie.has(name!) ? [rest.join("=")] : [])),
      ];
      // The name of the scheme, such as `Bearer`, is not secret.
      return values
        .flatMap((value) => [value, value.replace(/^\S+\s+/, "")])
        .filter((value) => value.length >= minCredential);
    },
  };
}

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

function replaceTexts(
  value: unknown,
  place: string,
  { credentials, redact = (text) => text }: RedactionRules,
  replace: (secret: string) => string,
): unknown {
  const clean = (part: unknown, at: string, isSecret: boolean): unknown => {
    if (typeof part === "string") {
      if (isSecret) return part === "" ? part : replace(part);
      let text = part;
      for (const credential of credentials) text = text.replaceAll(credential, replace);
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
