import type { ApiDocument } from "../document/api-document.ts";
import { SourceFile } from "../document/files/source-file.ts";
import { type JsonObject, isObject } from "../document/json-object.ts";
import { closest } from "../document/problems/closest.ts";
import type { Pointer } from "../document/pointer.ts";
import { objectAt, textAt } from "../api/fields.ts";
import { camelCase, typeName } from "../api/names/words.ts";
import { type RawOperation, rawOperations } from "./apply-names.ts";
import { type PageScheme, pageOf, readPageSchemes } from "./stainless-pagination.ts";

/** Parts of a `stainless.yml` that say nothing about the API: they are about other generators. */
const otherParts: ReadonlySet<string> = new Set([
  "$schema",
  "client_settings",
  "codeflow",
  "custom_casings",
  "diagnostics",
  "docs",
  "edition",
  "environments",
  "openapi",
  "organization",
  "query_settings",
  "readme",
  "security",
  "security_schemes",
  "settings",
  "streaming",
  "targets",
  "webhooks",
]);

/** Fields of a resource. */
const resourceFields = [
  "models",
  "methods",
  "subresources",
  "description",
  "standalone_api",
  "name",
];

/** Fields of a method that change nothing in a client of this generator. */
const methodFields: ReadonlySet<string> = new Set(
  "type endpoint paginated pagination_name body_param_name deprecated description idempotent_delete only positional_params skip skip_test_reason skip_test_reasons streaming unwrap_response_fields params param_aliases request_name response_name name".split(
    " ",
  ),
);

/**
 * Adds the names and the pagination of a `stainless.yml` to a document, where it has none itself: the
 * methods of resources, the names of models, and how lists are paged. What it does not know is a warning.
 *
 * @param path absolute path of the file
 * @param isFiltered whether operations were left out, so that a method may be for one of those
 * @throws {DocumentError} if there is no such file, or it is not YAML
 */
export function applyStainless(document: ApiDocument, path: string, isFiltered: boolean): void {
  new Reader(document, new SourceFile(path, path), isFiltered).read();
}

class Reader {
  readonly #document: ApiDocument;
  readonly #file: SourceFile;
  readonly #isFiltered: boolean;
  readonly #operations: ReadonlyMap<string, RawOperation>;
  readonly #named = new Map<RawOperation, string>();
  #pages: readonly PageScheme[] = [];

  constructor(document: ApiDocument, file: SourceFile, isFiltered: boolean) {
    this.#document = document;
    this.#file = file;
    this.#isFiltered = isFiltered;
    this.#operations = new Map(
      rawOperations(document).map((operation) => [endpointKey(operation.request), operation]),
    );
  }

  read(): void {
    const root = this.#file.value;
    if (!isObject(root)) {
      this.#warn("invalid-value", "This file is not a Stainless configuration.", []);
      return;
    }
    const ignored = Object.keys(root).filter((part) => otherParts.has(part));
    if (ignored.length > 0)
      this.#warn(
        "unknown-field",
        `Only resources and pagination are read. Left out: ${ignored.join(", ")}.`,
        [ignored[0] ?? ""],
      );
    for (const part of Object.keys(root)) {
      if (otherParts.has(part) || part === "resources" || part === "pagination") continue;
      this.#unknown(part, ["resources", "pagination"], [part]);
    }
    this.#pages = readPageSchemes(root["pagination"], (message, pointer) =>
      this.#warn("unknown-field", message, ["pagination", ...pointer]),
    );
    for (const [name, resource] of Object.entries(objectAt(root, "resources")))
      this.#readResource(resource, name === "$client" ? [] : [name], ["resources", name]);
  }

  #readResource(resource: unknown, names: readonly string[], pointer: Pointer): void {
    if (!isObject(resource)) {
      if (resource !== null) this.#warn("invalid-value", "A resource must be an object.", pointer);
      return;
    }
    for (const field of Object.keys(resource))
      if (!resourceFields.includes(field))
        this.#unknown(field, resourceFields, [...pointer, field]);
    for (const [name, model] of Object.entries(objectAt(resource, "models")))
      this.#readModel(name, model, [...pointer, "models", name]);
    for (const [name, method] of Object.entries(objectAt(resource, "methods")))
      this.#readMethod(name, method, names, [...pointer, "methods", name]);
    for (const [name, inner] of Object.entries(objectAt(resource, "subresources")))
      this.#readResource(inner, [...names, name], [...pointer, "subresources", name]);
  }

  #readModel(name: string, model: unknown, pointer: Pointer): void {
    const reference = typeof model === "string" ? model : isObject(model) && model["openapi_uri"];
    const schemas = objectAt(objectAt(this.#document.root, "components"), "schemas");
    const schemaName =
      typeof reference === "string" ? reference.replace("#/components/schemas/", "") : "";
    const schema = Object.hasOwn(schemas, schemaName) ? schemas[schemaName] : undefined;
    if (!isObject(schema)) {
      if (!this.#isFiltered || schemaName === "")
        this.#warn(
          "unresolved-ref",
          `The model \`${name}\` has no schema in the document.${hint(schemaName, Object.keys(schemas))}`,
          pointer,
        );
      return;
    }
    schema["x-type-name"] ??= typeName(camelCase(name));
  }

  #readMethod(name: string, method: unknown, names: readonly string[], pointer: Pointer): void {
    const endpoint = isObject(method) ? method["endpoint"] : method;
    if (isObject(method)) {
      const kind = textAt(method, "type") ?? "http";
      if (kind !== "http") {
        this.#warn("unknown-field", `A method of type \`${kind}\` is not read.`, [
          ...pointer,
          "type",
        ]);
        return;
      }
      for (const field of Object.keys(method))
        if (!methodFields.has(field)) this.#unknown(field, [...methodFields], [...pointer, field]);
    }
    const operation =
      typeof endpoint === "string" ? this.#operations.get(endpointKey(endpoint)) : undefined;
    if (!operation) {
      if (!this.#isFiltered || typeof endpoint !== "string")
        this.#warn(
          "invalid-value",
          `The document has no operation \`${String(endpoint)}\`.${hint(
            String(endpoint),
            [...this.#operations.values()].map(({ request }) => request),
          )}`,
          pointer,
        );
      return;
    }
    const place = [...(names.length === 0 ? ["root"] : names), name].map(camelCase).join(".");
    const other = this.#named.get(operation);
    if (other === undefined) operation.object["x-client-method"] ??= place;
    else
      this.#warn(
        "duplicate-method-name",
        `\`${operation.request}\` is already the method \`${other}\`, and cannot be \`${place}\` too.`,
        pointer,
      );
    this.#named.set(operation, other ?? place);
    this.#page(operation, isObject(method) ? method : {});
  }

  #page({ object, request }: RawOperation, method: JsonObject): void {
    if ("x-pagination" in object) return;
    if (method["paginated"] === false) object["x-pagination"] = false;
    else if (request.startsWith("get ") || method["paginated"] === true) {
      const chosen = textAt(method, "pagination_name");
      const schemes = this.#pages.filter(({ name }) => chosen === undefined || name === chosen);
      const page = pageOf(this.#document, object, schemes);
      if (page) object["x-pagination"] = page;
    }
  }

  #unknown(field: string, known: readonly string[], pointer: Pointer): void {
    this.#warn("unknown-field", `\`${field}\` is not read.${hint(field, known)}`, pointer);
  }

  #warn(
    code: "unknown-field" | "invalid-value" | "unresolved-ref" | "duplicate-method-name",
    message: string,
    pointer: Pointer,
  ): void {
    this.#document.problems.warn(this.#file.problem(code, message, pointer, "key"));
  }
}

function hint(text: string, known: readonly string[]): string {
  const near = closest(text, known);
  return near === undefined ? "" : ` Did you mean \`${near}\`?`;
}

/** The names of parameters and a slash at the end make no difference. */
function endpointKey(endpoint: string): string {
  return endpoint
    .trim()
    .replace(/^\w+/, (method) => method.toLowerCase())
    .replace(/\s+/, " ")
    .replaceAll(/\{[^{}]*\}/g, "{}")
    .replace(/(?<=.)\/$/, "");
}
