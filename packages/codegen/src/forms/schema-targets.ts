import type { Api } from "../api/api.ts";
import { parsePointer, valueAt } from "../document/pointer.ts";
import { type JsonObject, isObject } from "../document/read-document.ts";
import { type SchemaValue, schemasIn } from "./schema-value.ts";

/** Follows the references of a document, one step at a time. */
export class SchemaTargets {
  readonly #root: JsonObject;
  readonly #targets = new Map<string, SchemaValue | undefined>();

  constructor(api: Api) {
    this.#root = api.document.root;
  }

  /** @returns the schema that a reference leads to, or `undefined` when the schema has no reference */
  of(schema: JsonObject): SchemaValue | undefined {
    const ref = schema["$ref"];
    if (typeof ref !== "string") return undefined;
    if (!this.#targets.has(ref)) {
      const target = valueAt(this.#root, parsePointer(ref.slice(1)) ?? []);
      this.#targets.set(ref, isObject(target) || typeof target === "boolean" ? target : undefined);
    }
    return this.#targets.get(ref);
  }

  /** @returns the schemas that every value of the schema must match too: behind `$ref` and in `allOf` */
  allParts(schema: JsonObject): SchemaValue[] {
    const target = this.of(schema);
    return [...(target === undefined ? [] : [target]), ...schemasIn(schema, "allOf")];
  }
}
