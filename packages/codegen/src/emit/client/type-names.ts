import type { Api } from "../../api/api.ts";
import { type JsonObject, isObject } from "../../document/read-document.ts";
import { schemaForms } from "../../forms/schema-forms.ts";

/** Keywords beside a `$ref` that do not change its type. */
const annotations = new Set(["$ref", "description", "summary", "title", "example", "examples"]);

/**
 * Names the types of parameters and bodies, so that editors and declaration files show `Pet` instead of
 * a path into the generated types.
 */
export class TypeNames {
  readonly #api: Api;
  readonly #taken: ReadonlySet<string>;
  /** The names of generated types that the client uses. */
  readonly used: Set<string> = new Set();

  /** @param taken names that the client's file already has */
  constructor(api: Api, taken: ReadonlySet<string>) {
    this.#api = api;
    this.#taken = taken;
  }

  /** @returns the name of the schema of a media type; `undefined` if it has none of its own */
  ofMedia(media: unknown): string | undefined {
    const schema = isObject(media) ? media["schema"] : undefined;
    if (!isObject(schema) || !Object.keys(schema).every((key) => annotations.has(key)))
      return undefined;
    const forms = schemaForms(this.#api);
    const named = forms.named(schema["$ref"]);
    // Where requests and responses have different types, the names depend on options.
    const [form, ...others] = named ? forms.all(named) : [];
    if (!form || others.length > 0 || this.#taken.has(form.typeName)) return undefined;
    this.used.add(form.typeName);
    return form.typeName;
  }

  /** @returns the type of a scalar parameter; `undefined` if it is more than text, number or boolean */
  ofScalar(parameter: JsonObject): string | undefined {
    const { schema: given } = parameter;
    const schema = isObject(given) ? this.#api.document.resolve(given) : {};
    const { type, format } = schema;
    const isPlain = !("enum" in schema || "const" in schema || "allOf" in schema);
    if (type === "boolean" && isPlain) return "boolean";
    if (type === "string" && isPlain && (format === undefined || format === "uuid"))
      return "string";
    const isNumber = (type === "integer" || type === "number") && format !== "int64";
    return isNumber && isPlain ? "number" : undefined;
  }
}
