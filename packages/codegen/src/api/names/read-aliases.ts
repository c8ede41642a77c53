import type { ApiDocument, JsonObject } from "../../document/read-document.ts";
import type { Operation, Schema } from "../api.ts";
import { nameMethod } from "./name-methods.ts";
import { typeName } from "./words.ts";

/**
 * Reads the former names of schemas and operations, from `x-aliases`: what was renamed in the
 * description keeps its old name, deprecated, in what is generated.
 */
export function readAliases(
  document: ApiDocument,
  schemas: readonly Schema[],
  operations: readonly Operation[],
): void {
  const names = new Map<string, string>();
  for (const { name, typeName: type } of schemas) names.set(name, name).set(type, name);
  for (const schema of schemas) {
    for (const [index, name] of aliasesOf(schema.schema)) {
      const type = typeName(name);
      const other = names.get(name) ?? names.get(type);
      if (other !== undefined && (other !== schema.name || names.has(name))) {
        const message = `\`${name}\` is to be another name of the schema \`${schema.name}\`, and is already one of \`${other}\`.`;
        document.problems.warn(
          document.problem("duplicate-schema-name", message, schema.schema, ["x-aliases", index]),
        );
        continue;
      }
      names.set(name, schema.name).set(type, schema.name);
      schema.aliases.push({ name, typeName: type });
    }
  }
  readOperationAliases(document, operations);
}

function readOperationAliases(document: ApiDocument, operations: readonly Operation[]): void {
  const ids = new Map(operations.map((operation) => [operation.id, operation]));
  const taken = new Map(
    operations.map((operation) => [`${operation.resource}.${operation.name}`, operation]),
  );
  for (const operation of operations) {
    for (const [index, id] of aliasesOf(operation.object)) {
      const method = nameMethod({
        id,
        path: operation.path,
        method: operation.method,
        given: undefined,
      });
      const place = `${method.resource}.${method.name}`;
      const [sameId, sameMethod] = [ids.get(id), taken.get(place)];
      if (sameId || (sameMethod && sameMethod !== operation)) {
        const [code, what] = sameId
          ? (["duplicate-operation-id", id] as const)
          : (["duplicate-method-name", place] as const);
        const message = `\`${what}\` is to be another name of the operation \`${operation.id}\`, and is already one of \`${(sameId ?? sameMethod)?.id}\`.`;
        document.problems.warn(
          document.problem(code, message, operation.object, ["x-aliases", index]),
        );
        continue;
      }
      ids.set(id, operation);
      taken.set(place, operation);
      operation.aliases.push({ id, ...method });
    }
  }
}

/** @returns the aliases with their indices; what is no name was noted when the document was checked */
function aliasesOf(object: JsonObject): [index: string, name: string][] {
  const aliases: unknown = object["x-aliases"];
  if (!Array.isArray(aliases)) return [];
  return aliases.flatMap((name: unknown, index): [string, string][] =>
    typeof name === "string" && name !== "" ? [[String(index), name]] : [],
  );
}
