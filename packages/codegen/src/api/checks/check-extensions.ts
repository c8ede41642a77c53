import type { ObjectName } from "../../document/object-model.ts";
import type { ApiDocument, JsonObject } from "../../document/read-document.ts";
import { reasonFields } from "../deprecation.ts";
import { isConflictWhile } from "./check-conflicts.ts";
import type { Reports } from "./reports.ts";

interface Extension {
  /** The objects that the extension applies to; every object if absent. */
  in?: readonly ObjectName[];
  isRight(value: unknown): boolean;
  /** A noun phrase for the values that are allowed. */
  wanted: string;
}

const isText = (value: unknown): boolean => typeof value === "string";

const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;

/** The extensions that this generator reads. */
const extensions: readonly [field: string, extension: Extension][] = Object.entries<Extension>({
  "x-aliases": {
    in: ["Operation", "Schema"],
    isRight: (value) => Array.isArray(value) && value.every((name) => isText(name) && name !== ""),
    wanted: "a list of former names",
  },
  "x-client-method": {
    in: ["Operation"],
    isRight: (value) => typeof value === "string" && /^.+[./].+$/.test(value),
    wanted: "a resource and a method, such as `pets.list`",
  },
  "x-conflict-while": {
    in: ["Operation"],
    isRight: isConflictWhile,
    wanted:
      "an operationId, a field and the values during which a conflict lasts, such as `{ operation: getPet, field: status, values: [moving] }`",
  },
  "x-idempotent": {
    in: ["Operation"],
    isRight: (value) => typeof value === "boolean",
    wanted: "true or false",
  },
  "x-max-bytes": { in: ["Schema"], isRight: isCount, wanted: "a number of bytes" },
  "x-max-total-bytes": { in: ["Schema"], isRight: isCount, wanted: "a number of bytes" },
  ...Object.fromEntries(
    reasonFields.map((field) => [field, { isRight: isText, wanted: "a string" }]),
  ),
});

/** Warns of an extension with a value that the generator cannot read, and removes it: other tools may use the same name. */
export function checkExtensions(
  document: ApiDocument,
  object: JsonObject,
  name: ObjectName,
  { warn }: Reports,
): void {
  for (const [field, extension] of extensions) {
    if (!(field in object) || extension.in?.includes(name) === false) continue;
    if (extension.isRight(object[field])) continue;
    const message = `\`${field}\` must be ${extension.wanted}. It is ignored.`;
    warn(document.problem("invalid-value", message, object, field));
    delete object[field];
  }
}
