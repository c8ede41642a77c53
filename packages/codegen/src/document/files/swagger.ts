import { createRequire } from "node:module";
import type { upgrade as Upgrade } from "@scalar/openapi-upgrader";
import type { Cursor } from "../objects/cursor.ts";
import { type JsonObject, isObject } from "../json-object.ts";
import type { Pointer } from "../pointer.ts";
import { DocumentError } from "../problems/problem.ts";
import type { SourceFile } from "./source-file.ts";

const load = createRequire(import.meta.url);

/** The sections of Swagger 2.0 that OpenAPI keeps among the components. */
const sections: Readonly<Record<string, string>> = {
  schemas: "definitions",
  responses: "responses",
  parameters: "parameters",
  requestBodies: "parameters",
  securitySchemes: "securityDefinitions",
};

/** @returns whether the document is written in Swagger 2.0 */
export function isSwagger({ value }: SourceFile): boolean {
  return isObject(value) && "swagger" in value && !("openapi" in value);
}

/**
 * Converts a Swagger 2.0 document to OpenAPI 3.0, in place of the value of its file. Problems are
 * still placed in the text as it is written. Warns that the document is converted.
 *
 * @throws {DocumentError} if it cannot be converted
 */
export function convertSwagger(file: SourceFile, cursor: Cursor): void {
  const source = file.value as JsonObject;
  if (String(source["swagger"]) !== "2.0" && source["swagger"] !== 2) {
    const message = `Swagger ${String(source["swagger"])} is not supported. Convert the document to OpenAPI 3.1.`;
    throw new DocumentError([file.problem("unsupported-version", message, ["swagger"])]);
  }
  const { upgrade } = load("@scalar/openapi-upgrader") as { upgrade: typeof Upgrade };
  let converted: unknown;
  try {
    converted = upgrade(structuredClone({ ...source, swagger: "2.0" }), "3.0");
  } catch (error) {
    const message = `This Swagger 2.0 document cannot be converted: ${(error as Error).message}. Try another converter: npx swagger2openapi ${file.name}`;
    throw new DocumentError([file.problem("not-openapi", message, ["swagger"])], { cause: error });
  }
  file.replaceValue(converted, toSwagger);
  const message = "This is a Swagger 2.0 document. It is read as OpenAPI 3.0.";
  cursor.within("openapi", () => cursor.warn("wrong-version", message));
}

/** @returns the pointer to where Swagger 2.0 writes what OpenAPI writes at a pointer, or near it */
function toSwagger(pointer: Pointer): Pointer {
  const [root, section = "", ...rest] = pointer;
  if (root === "openapi") return ["swagger"];
  if (root === "servers") return ["host"];
  if (root === "components") return [sections[section] ?? section, ...rest];
  const response = pointer.indexOf("content");
  // The schema of a response is beside its description; that of a body is a parameter.
  if (response > 0 && pointer[response + 2] === "schema")
    return [...pointer.slice(0, response), ...pointer.slice(response + 2)];
  return pointer.filter((step, index) => step !== "schema" || pointer[index - 2] !== "parameters");
}
