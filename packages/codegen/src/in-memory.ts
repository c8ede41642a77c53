import { artifactNames, emit } from "./artifact/artifacts.ts";
import { narrowUnions } from "./api/narrow-unions.ts";
import { readApi } from "./api/read-api.ts";
import { type ApiDocument, type JsonObject, readDocument } from "./document/read-document.ts";
import { ProblemList } from "./document/problems/problem-list.ts";
import { compileChecks } from "./examples/compile-checks.ts";
import { withTimeLimit } from "./examples/time-limit.ts";
import { SchemaCompiler } from "./validation/compile-schema.ts";
import type { SchemaValue } from "./forms/schema-value.ts";

export { type ApiDocument, type JsonObject, isObject } from "./document/read-document.ts";
export { eachChild } from "./document/objects/map-children.ts";
export type { ObjectName } from "./document/objects/object-model.ts";
export type { SchemaValue } from "./forms/schema-value.ts";
export { DocumentError, type Problem } from "./document/problems/problem.ts";

/**
 * Reads an OpenAPI document for a tool that only looks at it: every problem that leaves something
 * to read is a warning.
 *
 * @param location path or `file:` URL of the entry document, YAML or JSON
 * @returns the document in one piece, in the dialect of 3.1; its `problems` list what is wrong
 * @throws {DocumentError} when there is no file, or it is no OpenAPI document
 * @example
 * const { root } = inspectDocument("openapi.yaml");
 */
export function inspectDocument(location: string): ApiDocument {
  return readDocument(location, { lenient: true });
}

/**
 * Replaces the root of a document, for a part of it or for a document made of it. References lead
 * to where they led.
 *
 * @returns the document; it has no problems yet
 */
export function withRoot(document: ApiDocument, root: JsonObject): ApiDocument {
  return { ...document, root, problems: new ProblemList({ lenient: true }) };
}

/**
 * Emits the TypeScript types of a document, as the artefact `types` has them.
 *
 * @returns the text of a module that exports `paths`, `components` and `operations`
 * @throws {DocumentError} when no types can be made of the document
 */
export async function typesOf(document: ApiDocument): Promise<string> {
  const { emitTypes } = await import("./emit/types/emit-types.ts");
  const api = readApi(document);
  narrowUnions(document);
  return emitTypes(api);
}

/**
 * Compiles schemas into functions that check a value. Enums are closed and further properties are
 * refused where a schema says so, whichever way the value travels.
 *
 * @param document the schemas' own document, which their references lead into
 * @returns for each schema, whether a value matches it
 * @throws {DocumentError} when a schema says what cannot be checked
 */
export function checksOf(
  document: ApiDocument,
  schemas: readonly SchemaValue[],
): ((value: unknown) => boolean)[] {
  // Without paths nothing travels, so that each schema is taken at its word.
  const inert = withRoot(document, { components: document.root["components"] ?? {} });
  const compiler = new SchemaCompiler(
    {
      title: "",
      version: "",
      servers: [],
      securitySchemes: new Map(),
      schemas: [],
      operations: [],
      tags: [],
      errors: undefined,
      document: inert,
    },
    "JavaScript",
  );
  const names = schemas.map((schema) => compiler.functionFor(schema, "either", "schema"));
  const { checks, mayBeSlow } = compileChecks(compiler, names);
  return names.map((name) => {
    const isValid = (value: unknown): boolean => checks.get(name)?.(value, 1).length === 0;
    if (!mayBeSlow) return isValid;
    return (value) => withTimeLimit(() => isValid(value)) ?? false;
  });
}

/**
 * Names the method of a generated client for each operation.
 *
 * @returns the methods, such as `pets.list`, by the operation, such as `GET /pets`
 * @throws {DocumentError} when no client can be made of the document
 * @example
 * methodsOf(inspectDocument("openapi.yaml")).get("GET /pets"); // "pets.list"
 */
export function methodsOf(document: ApiDocument): ReadonlyMap<string, string> {
  const { operations } = readApi(document);
  return new Map(
    operations.map(({ method, path, resource, name }) => [
      `${method.toUpperCase()} ${path}`,
      `${resource}.${name}`,
    ]),
  );
}

/**
 * Emits one artefact of a document, without its banner.
 *
 * @returns the text of the module, or `undefined` when there is no artefact of that name
 * @throws {DocumentError} when the artefact cannot be made of the document
 */
export async function artifactOf(name: string, document: ApiDocument): Promise<string | undefined> {
  const known = artifactNames.find((artifact) => artifact === name);
  if (known === undefined) return undefined;
  return await emit(known, readApi(document));
}
