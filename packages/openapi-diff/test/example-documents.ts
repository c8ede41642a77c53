import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ApiDocument,
  type JsonObject,
  inspectDocument,
  isObject,
} from "@sandboxes/codegen/in-memory";
import type { Rule } from "../src/rules/rule.ts";

const folder = mkdtempSync(join(tmpdir(), "openapi-diff-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
let count = 0;

/** Writes a document to a file. @returns its path */
function write(document: unknown): string {
  const path = join(folder, `${++count}.json`);
  writeFileSync(path, JSON.stringify(document));
  return path;
}

/** Reads a document that is given as a value. */
export function read(document: unknown): ApiDocument {
  return inspectDocument(write(document));
}

const head = { openapi: "3.1.0", info: { title: "Test", version: "1" } };
const ok = { 200: { description: "OK" } };

/** @returns a document with what every document needs around a part of one */
function complete(part: JsonObject): JsonObject {
  const paths = isObject(part["paths"]) ? part["paths"] : {};
  return {
    ...head,
    ...part,
    paths: Object.fromEntries(
      Object.entries(paths).map(([path, item]) => [
        path,
        Object.fromEntries(
          Object.entries(item as JsonObject).map(([method, operation]) => [
            method,
            isObject(operation) ? { responses: ok, ...operation } : operation,
          ]),
        ),
      ]),
    ),
  };
}

/** @returns a document in which a schema travels one way */
function withSchema(schema: unknown, way: "request" | "response"): JsonObject {
  const body = {
    content: { "application/json": { schema: { type: "object", properties: { value: schema } } } },
  };
  const operation =
    way === "request"
      ? { requestBody: body, responses: ok }
      : { responses: { 200: { description: "OK", ...body } } };
  const Thing = { type: "object", properties: { kind: { const: "circle" } } };
  const Other = { type: "object", properties: { kind: { const: "square" } } };
  return {
    ...head,
    paths: { "/a": { post: operation } },
    components: { schemas: { Thing, Other } },
  };
}

/** @returns the two documents of a rule's example */
export function documentsOf({ example, direction }: Rule): [before: JsonObject, after: JsonObject] {
  const place = (part: unknown): JsonObject => {
    if (example.place === "schema")
      return withSchema(part, direction === "response" ? "response" : "request");
    if (example.place === "operation") return complete({ paths: { "/a": { post: part } } });
    return complete(part as JsonObject);
  };
  return [place(example.before), place(example.after)];
}
