import type { Api } from "./api/api.ts";
import { readApi as readDocumentApi } from "./api/read-api.ts";
import type { TolerableCode } from "./document/problems/problem-codes.ts";
import type { Problem } from "./document/problems/problem.ts";
import { readDocument } from "./document/read-document.ts";

/** Options of `readApi`. */
export interface ReadApiOptions {
  /** Codes of problems that become warnings. Without `strictly`, every problem is one already. */
  tolerate?: readonly TolerableCode[];
  /**
   * Whether a problem that loses meaning rejects the document, as it does in `generate`.
   *
   * @default false
   */
  strictly?: boolean;
}

/** A document that was read, and its problems. */
export interface ReadResult {
  /** The representation that `generate` emits artefacts from. */
  api: Api;
  /** The problems of the document, by place. None of them stopped the reading. */
  problems: readonly Problem[];
}

/**
 * Reads an OpenAPI document without generating anything, for tools that compare or inspect one.
 * A place with a problem is repaired in memory, as the README's table of problems says.
 *
 * @param source path or `file:` URL of the document, YAML or JSON
 * @returns the representation and every problem
 * @throws {DocumentError} if there is no such file, or it is not an OpenAPI document
 * @example
 * const { api, problems } = await readApi("openapi.yaml");
 * console.log(api.operations.map(({ id }) => id), problems.length);
 */
export async function readApi(source: string, options: ReadApiOptions = {}): Promise<ReadResult> {
  const { tolerate, strictly = false } = options;
  const document = readDocument(source, { tolerate, lenient: !strictly });
  const api = readDocumentApi(document);
  document.problems.throwErrors();
  return await Promise.resolve({ api, problems: document.problems.warnings });
}

export { DocumentError, type Problem } from "./document/problems/problem.ts";
export type { ProblemCode, TolerableCode } from "./document/problems/problem-codes.ts";
export type { ApiDocument, JsonObject } from "./document/read-document.ts";
export type {
  Api,
  Method,
  Operation,
  Parameter,
  RequestBody,
  Response,
  Schema,
} from "./api/api.ts";
