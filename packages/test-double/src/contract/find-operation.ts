import type { Contract, OperationRow } from "./contract.ts";
import { isObject, listAt, objectAt } from "./document.ts";

/** The operation that a request is for. */
export interface Match {
  readonly row: OperationRow;
  /** The path parameters as in the URL, still percent-encoded. */
  readonly path: Readonly<Record<string, string>>;
}

/** The target of a request, as far as the contract defines it. */
export type Route =
  | { readonly match: Match }
  /** The host is not part of the contract. */
  | { readonly match?: undefined; readonly wrongHost: true }
  /** No operation has this method and path. */
  | { readonly match?: undefined; readonly wrongHost?: undefined; readonly path: string };

/** Finds the operations of requests. */
export interface OperationFinder {
  /** The base URLs of the API, the default first. */
  readonly baseUrls: readonly string[];
  find(method: string, url: string): Route;
}

interface Candidate {
  readonly row: OperationRow;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/**
 * Creates the finder of a contract. A path without parameters takes precedence over one with parameters
 * (OpenAPI 3.1.1, section 4.8.8, "Paths Object").
 *
 * @param baseUrl an additional base URL, which becomes the default
 */
export function createOperationFinder(contract: Contract, baseUrl?: string): OperationFinder {
  const candidates = Object.values(contract.operations)
    .map((row) => ({ row, ...compilePath(row.path) }))
    .sort((a, b) => literalLength(b.row.path) - literalLength(a.row.path));
  const byMethod = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const { method } = candidate.row;
    byMethod.set(method, [...(byMethod.get(method) ?? []), candidate]);
  }
  const urls = [...(baseUrl === undefined ? [] : [baseUrl]), ...serverUrls(contract.document)];
  const bases = urls.map((url) => compileBase(url));

  return {
    baseUrls: urls.map((url) => url.replaceAll(/\{[^}]*\}/g, "x")),
    find(method, url) {
      const bare = url.replace(/[?#].*$/s, "");
      const rest = bases.map((base) => base.exec(bare)?.[1]).find((path) => path !== undefined);
      if (rest === undefined) return { wrongHost: true };
      const path = rest === "" ? "/" : rest;
      for (const candidate of byMethod.get(method) ?? []) {
        const found = candidate.pattern.exec(path);
        if (found) return { match: toMatch(candidate, found) };
      }
      return { path };
    },
  };
}

function toMatch({ row, names }: Candidate, found: RegExpExecArray): Match {
  return { row, path: Object.fromEntries(names.map((name, index) => [name, found[index + 1]!])) };
}

function literalLength(path: string): number {
  return path.replaceAll(/\{[^}]*\}/g, "").length;
}

function compilePath(path: string): Omit<Candidate, "row"> {
  const names: string[] = [];
  const source = path
    .split(/(\{[^}]*\})/)
    .map((part) => {
      if (!part.startsWith("{")) return escape(part);
      names.push(part.slice(1, -1));
      return "([^/]+?)";
    })
    .join("");
  return { pattern: new RegExp(`^${source}$`), names };
}

/** A server variable matches any text without a slash. */
function compileBase(url: string): RegExp {
  const source = url
    .replace(/\/+$/, "")
    .split(/(\{[^}]*\})/)
    .map((part) => (part.startsWith("{") ? "[^/]*" : escape(part)))
    .join("");
  return new RegExp(`^${source}(/.*|)$`, "i");
}

function escape(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}

/** A host name under a top-level domain that RFC 2606 reserves. */
const noHost = "http://api.test";

/** Returns the servers of the document, its paths and its operations, without duplicates. */
function serverUrls(document: Contract["document"]): readonly string[] {
  const items = Object.values(objectAt(document, "paths"));
  const holders = [document, ...items, ...items.flatMap((item) => Object.values(Object(item)))];
  const urls = holders
    .flatMap((holder) => listAt(holder, "servers"))
    .flatMap((server) => (isObject(server) ? [String(server["url"])] : []))
    // A relative URL is relative to the location of the document, which is unknown in a test.
    .map((url) =>
      /^[a-z][a-z\d+.-]*:/i.test(url) ? url : `${noHost}${url.replace(/^(?!\/)/, "/")}`,
    );
  return urls.length === 0 ? [noHost] : [...new Set(urls)];
}
