import { isObject } from "./json-object.ts";
import { DocumentError } from "./problem.ts";
import type { SourceFile } from "./source-file.ts";

/**
 * @returns the version of OpenAPI that the document is written in
 * @throws {DocumentError} when it is none, or one that is not supported
 */
export function versionOf(file: SourceFile): "3.0" | "3.1" {
  const { value } = file;
  if (!isObject(value) || !("openapi" in value)) {
    const swagger = isObject(value) && "swagger" in value;
    const message = swagger
      ? "This is a Swagger 2.0 document. Convert it to OpenAPI 3.1 first."
      : "This is not an OpenAPI document: it has no field `openapi`.";
    throw new DocumentError([file.problem("not-openapi", message, swagger ? ["swagger"] : [])]);
  }
  const version = String(value["openapi"]);
  const match = /^3\.([01])(\.|$)/.exec(version);
  if (!match) {
    const message = `OpenAPI ${version} is not supported. Use 3.0 or 3.1, as a string such as "3.1.0".`;
    throw new DocumentError([file.problem("unsupported-version", message, ["openapi"])]);
  }
  return match[1] === "0" ? "3.0" : "3.1";
}
