import { isObject } from "../json-object.ts";
import { DocumentError } from "../problems/problem.ts";
import type { SourceFile } from "./source-file.ts";

/** A version of OpenAPI that can be read. */
export type Version = "3.0" | "3.1" | "3.2";

/**
 * @returns the version of OpenAPI that the document is written in
 * @throws {DocumentError} if it is not an OpenAPI document, or one of an unsupported version
 */
export function versionOf(file: SourceFile): Version {
  const { value } = file;
  if (!isObject(value) || !("openapi" in value)) {
    const message = "This is not an OpenAPI document: it has no field `openapi`.";
    throw new DocumentError([file.problem("not-openapi", message, [])]);
  }
  // YAML reads an unquoted 3.0 as the number 3.
  const version = value["openapi"] === 3 ? "3.0" : String(value["openapi"]);
  const match = /^3\.([012])(\.|$)/.exec(version);
  if (!match) {
    const message = `OpenAPI ${version} is not supported. Use 3.0, 3.1 or 3.2, as a string such as "3.1.0".`;
    throw new DocumentError([file.problem("unsupported-version", message, ["openapi"])]);
  }
  return `3.${match[1]}` as Version;
}
