import type { Contract } from "../contract/contract.ts";
import { type DocumentReader, objectAt } from "../contract/document.ts";
import type { DoubleRequest } from "./double-request.ts";

/** Finds the credentials of requests. */
export interface CredentialReader {
  /** The names of the parameters that are credentials, in lower case for headers. */
  readonly names: Readonly<Record<"query" | "header" | "cookie", ReadonlySet<string>>>;
  /** @returns the values of the credentials of a request, each with and without the name of its scheme, and the password of HTTP Basic */
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
        .filter((value) => value !== "")
        .flatMap((value) => [value, value.replace(/^\S+\s+/, ""), ...passwordOf(value)]);
    },
  };
}

/** @returns the password of an `Authorization` header of HTTP Basic (RFC 7617, section 2), if it has one */
function passwordOf(header: string): string[] {
  const [, encoded] = /^basic\s+([A-Za-z\d+/]+=*)$/i.exec(header) ?? [];
  if (encoded === undefined || encoded.replaceAll("=", "").length % 4 === 1) return [];
  const bytes = Uint8Array.from(atob(encoded.replaceAll("=", "")), (byte) => byte.codePointAt(0)!);
  const [, password] = /^[^:]*:(.+)$/s.exec(new TextDecoder().decode(bytes)) ?? [];
  return password === undefined ? [] : [password];
}
