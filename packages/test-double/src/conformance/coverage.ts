import type { Contract } from "../contract/contract.ts";
import {
  type DocumentReader,
  createDocumentReader,
  isObject,
  listAt,
  objectAt,
} from "../contract/document.ts";
import type { Exchange, StatusCoverage } from "./check.ts";

const maxDepth = 4;

/** Collects which statuses and fields of a contract were seen. */
export interface Coverage {
  add(exchange: Exchange): void;
  list(): readonly StatusCoverage[];
}

/** Creates an empty coverage. */
export function createCoverage(contract: Contract): Coverage {
  const reader = createDocumentReader(contract);
  const seen = new Map<string, Set<string>>();
  const keyOf = (operation: string, status: string): string => `${operation} ${status}`;
  return {
    add({ operation, status, body }) {
      const known = reader.responses(operation);
      const digit = String(status)[0];
      const entry = [String(status), `${digit}XX`, "default"].find((each) => known.has(each));
      if (entry === undefined) return;
      const key = keyOf(operation, entry);
      const fields = seen.get(key) ?? new Set<string>();
      seen.set(key, fields);
      for (const field of fieldsOf(body)) fields.add(field);
    },
    list: () =>
      Object.keys(contract.operations).flatMap((operation) =>
        [...reader.responses(operation)].map(([status, response]): StatusCoverage => {
          const fields = seen.get(keyOf(operation, status));
          const documented = documentedFields(reader, response);
          return {
            operation,
            status,
            covered: fields !== undefined,
            fields: documented.filter((field) => fields?.has(field)),
            missing: documented.filter((field) => !fields?.has(field)),
          };
        }),
      ),
  };
}

/** Returns the names of the fields of a body, such as `error.code`. The elements of an array share names. */
function fieldsOf(body: unknown, prefix = "", depth = 0): readonly string[] {
  if (depth > maxDepth) return [];
  if (Array.isArray(body)) return body.flatMap((each) => fieldsOf(each, prefix, depth + 1));
  if (!isObject(body)) return [];
  return Object.entries(body).flatMap(([name, value]) => {
    const place = prefix === "" ? name : `${prefix}.${name}`;
    return [place, ...fieldsOf(value, place, depth + 1)];
  });
}

function documentedFields(
  reader: DocumentReader,
  response: Readonly<Record<string, unknown>>,
): readonly string[] {
  const media = Object.entries(objectAt(response, "content")).find(([type]) =>
    type.includes("json"),
  );
  return media ? schemaFields(reader, reader.resolve(media[1])["schema"]) : [];
}

function schemaFields(reader: DocumentReader, given: unknown, prefix = "", depth = 0): string[] {
  if (depth > maxDepth) return [];
  const schema = reader.resolve(given);
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => listAt(schema, keyword));
  const inner = [...parts, ...("items" in schema ? [schema["items"]] : [])].flatMap((part) =>
    schemaFields(reader, part, prefix, depth + 1),
  );
  const own = Object.entries(objectAt(schema, "properties")).flatMap(([name, value]) => {
    const place = prefix === "" ? name : `${prefix}.${name}`;
    return [place, ...schemaFields(reader, value, place, depth + 1)];
  });
  return [...new Set([...own, ...inner])];
}
