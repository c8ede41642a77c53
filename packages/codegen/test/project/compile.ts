import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { readApi } from "../../src/api/read-api.ts";
import { DocumentError } from "../../src/document/problems/problem.ts";
import { readDocument } from "../../src/document/read-document.ts";
import {
  emitProducerValidators,
  emitValidators,
} from "../../src/emit/validators/emit-validators.ts";
import type { Validator } from "../../src/validation/runtime.ts";
import { folder } from "./folder.ts";

/**
 * @param files what stands beside the document, by name
 * @param whenDone takes what is to be done when the validators are needed no more
 * @returns the exports of the validators that are generated for a document
 */
export async function validatorsOf(
  document: object,
  files: Readonly<Record<string, string>> = {},
  whenDone?: (clean: () => void) => void,
): Promise<Record<string, Validator<unknown>>> {
  const base = folder({ ...files, "openapi.json": JSON.stringify(document) }, whenDone);
  const api = readApi(readDocument(join(base, "openapi.json")));
  return (await run(emitValidators(api))) as Record<string, Validator<unknown>>;
}

/** @returns the tables of the validators that an API checks its own responses with */
export async function producerValidatorsOf(document: object): Promise<{
  responses: Record<string, Record<string, Validator<unknown>>>;
  events: Record<string, Record<string, Validator<unknown>>>;
}> {
  const base = folder({ "openapi.json": JSON.stringify(document) });
  const api = readApi(readDocument(join(base, "openapi.json")));
  return (await run(emitProducerValidators(api))) as Awaited<
    ReturnType<typeof producerValidatorsOf>
  >;
}

async function run(text: string): Promise<unknown> {
  return await import(`data:text/javascript,${encodeURIComponent(stripTypeScriptTypes(text))}`);
}

/**
 * @param schema is in a file of its own, so that `#` is the schema, as in JSON Schema itself
 * @throws {DocumentError} if there is no validator of it
 */
export async function validatorOf(
  schema: unknown,
  whenDone?: (clean: () => void) => void,
): Promise<Validator<unknown>> {
  const document = {
    openapi: "3.1.0",
    info: { title: "Test", version: "1" },
    components: { schemas: { Subject: { $ref: "given.json" } } },
  };
  const files = { "given.json": JSON.stringify(schema), "openapi.json": JSON.stringify(document) };
  const api = readApi(readDocument(join(folder(files, whenDone), "openapi.json")));
  const text = emitValidators(api);
  const { errors, warnings } = api.document.problems;
  const { Subject } = (await run(text)) as Record<string, Validator<unknown>>;
  if (!Subject || errors.length > 0) throw new DocumentError([...errors, ...warnings]);
  return Subject;
}
