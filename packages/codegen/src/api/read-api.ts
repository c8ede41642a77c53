import { setField } from "../document/json-object.ts";
import { operationsOf, sentMethod } from "../document/objects/methods.ts";
import { type ApiDocument, type JsonObject, isObject } from "../document/read-document.ts";
import type { Api, Operation, Schema } from "./api.ts";
import { checkConflicts } from "./checks/check-conflicts.ts";
import { checkDocument } from "./checks/check-document.ts";
import { readErrorWords, readOperationWords } from "./extensions/read-extensions.ts";
import { deprecationOf } from "./extensions/deprecation.ts";
import { objectAt, textAt } from "./fields.ts";
import { free, nameApart } from "./names/name-apart.ts";
import { nameMethod } from "./names/name-methods.ts";
import { nameTypes } from "./names/name-types.ts";
import { readAliases } from "./names/read-aliases.ts";
import { madeId, nameableOf, readOperation } from "./operation/read-operation.ts";
import { readServers } from "./operation/read-servers.ts";
import { readTags } from "./read-tags.ts";

/**
 * Reads a document into the representation that artefacts are emitted from. It adds what it finds
 * to the problems of the document, repairs it there and goes on.
 */
export function readApi(document: ApiDocument): Api {
  const { root } = document;
  checkDocument(document);
  const info = objectAt(root, "info");
  const components = objectAt(root, "components");
  const api: Api = {
    title: textAt(info, "title") ?? "",
    version: textAt(info, "version") ?? "",
    servers: readServers(root),
    securitySchemes: new Map(
      Object.entries(objectAt(components, "securitySchemes")).map(([name, scheme]) => [
        name,
        document.resolve(scheme as JsonObject),
      ]),
    ),
    schemas: readSchemas(document, objectAt(components, "schemas")),
    operations: readOperations(document),
    tags: readTags(document),
    errors: readErrorWords(root),
    document,
  };
  readOperationWords(document, api.operations);
  checkConflicts(document, api.operations);
  readAliases(document, api.schemas, api.operations);
  return api;
}

function readSchemas(document: ApiDocument, schemas: JsonObject): Schema[] {
  const given = (name: string): string | undefined => {
    const schema = schemas[name];
    return isObject(schema) ? textAt(schema, "x-type-name") : undefined;
  };
  const types = nameTypes(Object.keys(schemas), given, (name, other, type) => {
    const message = `The schemas \`${other}\` and \`${name}\` would both be the type \`${type}\`. Rename one.`;
    document.problems.warn(
      document.problem("duplicate-schema-name", message, schemas, name, "key"),
    );
  });
  return Object.entries(schemas).map(([name, value]) => {
    const schema = isObject(value) ? value : booleanSchema(value);
    if (schema !== value) setField(schemas, name, schema);
    return {
      name,
      typeName: types.get(name) ?? name,
      deprecation: deprecationOf(schema),
      aliases: [],
      schema,
    };
  });
}

/** Writes a named `true` or `false` as the object that means the same. */
function booleanSchema(value: unknown): JsonObject {
  return value === false ? { not: {} } : {};
}

function readOperations(document: ApiDocument): Operation[] {
  const operations: Operation[] = [];
  const ids = new Map<string, Operation>();
  for (const [path, item] of Object.entries(objectAt(document.root, "paths"))) {
    if (!path.startsWith("/") || !isObject(item)) continue;
    for (const { method, operation: object } of operationsOf(item)) {
      if (document.isBroken(object)) continue;
      const operation = readOperation(document, path, item, method, object);
      const other = ids.get(operation.id);
      if (other) {
        const message = `The operationId \`${operation.id}\` is already taken by ${sentMethod(other.method)} ${other.path}.`;
        document.problems.warn(
          document.problem("duplicate-operation-id", message, operation.object, "operationId"),
        );
        operation.id = free(madeId(method, path), (id) => ids.has(id));
        Object.assign(operation, nameMethod({ ...nameableOf(document, operation), id: undefined }));
      }
      ids.set(operation.id, operation);
      operations.push(operation);
    }
  }
  nameApart(document, operations);
  return operations;
}
