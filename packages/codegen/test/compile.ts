import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { readApi } from "../src/api/read-api.ts";
import { readDocument } from "../src/document/read-document.ts";
import { emitValidators } from "../src/emit/emit-validators.ts";
import type { Validator } from "../src/validation/runtime.ts";
import { folder } from "./folder.ts";

/** @returns the exports of the validators that are generated for a document */
export async function validatorsOf(document: object): Promise<Record<string, Validator<unknown>>> {
  const path = join(folder({ "openapi.json": JSON.stringify(document) }), "openapi.json");
  const code = stripTypeScriptTypes(emitValidators(readApi(readDocument(path))));
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Record<
    string,
    Validator<unknown>
  >;
}

/**
 * @param schema stands as `#/components/schemas/Subject`; its references to itself (`#`, `#/…`) are
 *   moved there, as is what it has under `$defs`
 */
export async function validatorOf(schema: unknown): Promise<Validator<unknown>> {
  const subject = relocate(schema);
  const document = {
    openapi: "3.1.0",
    info: { title: "Test", version: "1" },
    components: { schemas: { Subject: subject } },
  };
  const { Subject } = await validatorsOf(document);
  if (!Subject) throw new Error("No validator was generated.");
  return Subject;
}

function relocate(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(relocate);
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === "$ref" && typeof value === "string" && value.startsWith("#")
        ? `#/components/schemas/Subject${value.slice(1)}`
        : relocate(value),
    ]),
  );
}
