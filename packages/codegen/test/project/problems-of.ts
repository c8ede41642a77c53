import { join } from "node:path";
import { expect } from "vitest";
import type { Api } from "../../src/api/api.ts";
import { readApi } from "../../src/api/read-api.ts";
import type { Problem } from "../../src/document/problems/problem.ts";
import { readDocument } from "../../src/document/read-document.ts";
import { folder } from "./folder.ts";

/**
 * @param use what is done with the document once it has been read
 * @returns everything that is wrong with a document in YAML, errors and warnings
 */
export function problemsOf(text: string, use?: (api: Api) => unknown): readonly Problem[] {
  const document = readDocument(join(folder({ "openapi.yaml": text }), "openapi.yaml"));
  const api = readApi(document);
  use?.(api);
  return [...document.problems.errors, ...document.problems.warnings];
}

/** A document, and its one problem: the code, `line:column` and what the message says. */
export type UnsoundRow = [name: string, text: string, code: string, place: string, message: RegExp];

/** @returns what equals a problem with that code, at that `line:column`, with a code frame */
export function problemAt(code: string, place: string, message: RegExp): unknown {
  const [line, column] = place.split(":").map(Number);
  const frame: unknown = expect.stringMatching(/^> +\d+ \|/m);
  return expect.objectContaining({
    code,
    line,
    column,
    frame,
    message: expect.stringMatching(message) as unknown,
  });
}
