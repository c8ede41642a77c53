import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Described, Scalar, Value } from "./expand.ts";

export type Json = Record<string, unknown>;

const isJsonObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An operation of a document, with its path's parameters. */
export interface DocumentOperation {
  method: string;
  path: string;
  parameters: readonly Json[];
  /** The media types of its request body. */
  content: Json;
  isBodyRequired: boolean;
  /** The alternatives of credentials, by the names of their schemes. */
  security: readonly (readonly string[])[];
}

/** A document in one file, read without codegen. */
export class Document {
  readonly #root: Json;

  constructor(file: string) {
    this.#root = parse(readFileSync(file, "utf8")) as Json;
  }

  /** Follows local references. */
  resolve(value: unknown): Json {
    let current = value;
    while (isJsonObject(current) && typeof current["$ref"] === "string") {
      const keys = current["$ref"].slice(2).split("/");
      current = keys.reduce<unknown>(
        (at, key) =>
          (at as Json)[decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~")],
        this.#root,
      );
    }
    return isJsonObject(current) ? current : {};
  }

  securitySchemes(): Record<string, Json> {
    const schemes = this.resolve(this.resolve(this.#root["components"])["securitySchemes"]);
    return Object.fromEntries(
      Object.entries(schemes).map(([name, scheme]) => [name, this.resolve(scheme)]),
    );
  }

  operations(): DocumentOperation[] {
    return Object.entries(this.#root["paths"] as Json).flatMap(([path, entry]) => {
      const item = this.resolve(entry);
      return ["get", "put", "post", "delete", "options", "head", "patch", "trace"]
        .filter((method) => isJsonObject(item[method]))
        .map((method) => {
          const operation = item[method] as Json;
          const all = [item["parameters"] ?? [], operation["parameters"] ?? []].flat();
          // An operation's parameter replaces the path's (OpenAPI 3.1.1, "Path Item Object").
          const parameters = new Map(
            all
              .map((each) => this.resolve(each))
              .map((each) => [`${String(each["in"])} ${String(each["name"])}`, each]),
          );
          const body = this.resolve(operation["requestBody"]);
          return {
            method: method.toUpperCase(),
            path,
            parameters: [...parameters.values()].filter(
              ({ in: where, name }) =>
                where !== "header" || !/^(accept|content-type|authorization)$/i.test(String(name)),
            ),
            content: this.resolve(body["content"]),
            isBodyRequired: body["required"] === true,
            security: [operation["security"] ?? this.#root["security"] ?? []]
              .flat()
              .map((alternative) => Object.keys(alternative as Json)),
          };
        });
    });
  }

  /** The defaults of OpenAPI 3.1.1, section 4.8.12.2, "Fixed Fields". */
  describe(parameter: Json): Described {
    const where = parameter["in"] as Described["in"];
    const byDefault = where === "query" || where === "cookie" ? "form" : "simple";
    const style = (parameter["style"] as string | undefined) ?? byDefault;
    return {
      name: parameter["name"] as string,
      in: where,
      style,
      explode: (parameter["explode"] as boolean | undefined) ?? style === "form",
      allowReserved: parameter["allowReserved"] === true,
      isJson: isJsonObject(parameter["content"]),
    };
  }

  schemaOf(parameter: Json): Json {
    const [media] = Object.values(this.resolve(parameter["content"]));
    return this.resolve(this.resolve(media)["schema"] ?? parameter["schema"]);
  }

  /** @returns a value for a parameter, full of characters that must be encoded */
  parameterValue(schema: Json): Value {
    const { type, items, properties } = this.#first(schema);
    if (type === "array" || items !== undefined) {
      const item = this.#scalar(this.#first(items));
      return [item, item];
    }
    if (type !== "object" && properties === undefined) return this.#scalar(this.#first(schema));
    const entries = Object.entries(this.resolve(properties)).map(
      ([name, property]) => [name, this.#scalar(this.#first(property))] as const,
    );
    return entries.length > 0 ? Object.fromEntries(entries) : { "a&b": "c=d" };
  }

  /** @returns a JSON value; nested less deep than recursive schemas */
  bodyValue(schema: unknown, depth = 4): unknown {
    const { type, items, properties, ...rest } = this.#first(schema);
    if (type === "array" || items !== undefined)
      return depth > 0 ? [this.bodyValue(items, depth - 1)] : [];
    if (type !== "object" && properties === undefined) return this.#scalar({ ...rest, type });
    if (depth === 0) return {};
    return Object.fromEntries(
      Object.entries(this.resolve(properties)).map(([name, property]) => [
        name,
        this.bodyValue(property, depth - 1),
      ]),
    );
  }

  /** The first alternative of a union, and all parts of an intersection. */
  #first(value: unknown): Json {
    const schema = this.resolve(value);
    const union = (schema["oneOf"] ?? schema["anyOf"]) as unknown[] | undefined;
    if (union && schema["properties"] === undefined && union.length > 0)
      return this.#first(union[0]);
    const parts = (schema["allOf"] ?? []) as unknown[];
    const merged = parts.map((part) => this.#first(part));
    const all = [...merged, schema];
    const properties = all.flatMap((part) => Object.entries(this.resolve(part["properties"])));
    const type = [all.findLast((part) => part["type"] !== undefined)?.["type"]].flat();
    return {
      ...Object.assign({}, ...all),
      type: type.find((each) => each !== "null"),
      ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    };
  }

  #scalar({ type, format, enum: values, const: only }: Json): Scalar {
    const [first] = [only, ...((values ?? []) as unknown[])].filter(
      (each) => each !== undefined && each !== null,
    );
    if (first !== undefined) return first as Scalar;
    if (type === "integer") return 7;
    if (type === "number") return -1.5;
    if (type === "boolean") return true;
    return format === "date-time" ? new Date(0) : "a b&c=d/é?#%,+";
  }
}
