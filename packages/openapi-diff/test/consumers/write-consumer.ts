import {
  type ApiDocument,
  type JsonObject,
  type SchemaValue,
  checksOf,
  isObject,
} from "@sandboxes/codegen/in-memory";
import { attributeOf } from "../../src/schema/view/attribute-of.ts";
import { ViewReader } from "../../src/schema/view/view-reader.ts";
import { Sampler } from "../../src/values/samples.ts";

/** How deep a consumer reads into a response. */
const deepest = 5;

/** How many requests a consumer sends to an operation. */
const mostRequests = 40;

/**
 * Writes the lines of a program that uses the types of a document: requests as literals, reads of
 * properties of responses, comparisons with the values of enums, and imports of types by their names.
 *
 * @param types the generated types of the document
 */
export function consumerOf(document: ApiDocument, types: string): string[] {
  const reader = new ViewReader(document);
  const sampler = new Sampler(reader);
  const lines: string[] = [];
  const imported = new Set<string>();
  const { root } = document;
  for (const [path, item] of Object.entries((root["paths"] ?? {}) as JsonObject)) {
    if (!isObject(item)) continue;
    for (const [method, operation] of Object.entries(item)) {
      if (!isObject(operation) || !/^(get|put|post|patch|delete|query)$/.test(method)) continue;
      const type = `Call<paths[${JSON.stringify(path)}]["${method}"]>`;
      lines.push(`export type N = ${type};`);
      lines.push(...requests(type, operation), ...parameters(type, item, operation));
      lines.push(...responses(type, operation));
    }
  }
  for (const [use] of types.matchAll(/operations\["[^"]+"\]/g))
    lines.push(`export type N = ${use};`);
  for (const [name, item] of Object.entries((root["webhooks"] ?? {}) as JsonObject)) {
    const { post } = isObject(item) ? item : {};
    const schema = jsonIn(isObject(post) ? post["requestBody"] : undefined);
    const type = `NonNullable<webhooks["${name}"]["post"]["requestBody"]>["content"]["application/json"]`;
    if (schema !== undefined) lines.push(...reads(type, "value", schema, 0));
  }
  const sent = namesInRequests(root);
  for (const [name, schema] of Object.entries(schemasOf(root))) {
    const type = `components["schemas"]["${name}"]`;
    lines.push(`export const N: [${type}] extends [never] ? never : 1 = 1;`);
    if (!sent.has(name)) lines.push(...reads(type, "value", schema as SchemaValue, 0));
  }
  return lines.map((line, index) => line.replace(/\bN\b/, `line${index}`));

  function requests(type: string, { requestBody }: JsonObject): string[] {
    if (requestBody === undefined) return [`export const N: Body<${type}> = {};`];
    const found = mediaTypes(requestBody).map(
      (name) => `export type N = NonNullable<${type}["requestBody"]>["content"]["${name}"];`,
    );
    if (isObject(requestBody) && document.resolve(requestBody)["required"] !== true)
      found.push(`export const N: Body<${type}> = {};`);
    const schema = jsonIn(requestBody);
    if (schema === undefined) return found;
    const valid = validFor(schema);
    const body = `NonNullable<${type}["requestBody"]>["content"]["application/json"]`;
    const step = Math.ceil(valid.length / mostRequests);
    const picked = valid.filter((_, index) => index % step === 0);
    return [
      ...found,
      ...picked.map((value) => `export const N: ${body} = ${JSON.stringify(value)};`),
    ];
  }

  /** Passes all parameters, each of its values, and only those that are required. */
  function parameters(type: string, item: JsonObject, operation: JsonObject): string[] {
    const list = [item["parameters"], operation["parameters"]]
      .flatMap((some) => (Array.isArray(some) ? (some as unknown[]) : []))
      .filter(isObject)
      .map((one) => document.resolve(one));
    const isRequired = (one: JsonObject): boolean => one["required"] === true;
    const values = list.map((one) => validFor(isObject(one["schema"]) ? one["schema"] : true));
    const rounds = Math.min(10, Math.max(1, ...values.map(({ length }) => length)));
    const passed = Array.from({ length: rounds }, (_, round) =>
      group(list, (index) => values[index]?.[round % Math.max(1, values[index].length)] ?? "a"),
    );
    const least = group(list.filter(isRequired), (index) => {
      const [one] = list.filter(isRequired).slice(index, index + 1);
      return (one && values[list.indexOf(one)]?.[0]) ?? "a";
    });
    return [least, ...passed].map(
      (value) => `export const N: ${type}["parameters"] = ${JSON.stringify(value)};`,
    );
  }

  function group(list: readonly JsonObject[], valueAt: (index: number) => unknown): JsonObject {
    const found: Record<string, JsonObject> = {};
    for (const [index, one] of list.entries())
      (found[String(one["in"])] ??= {})[String(one["name"])] = valueAt(index);
    return found;
  }

  function validFor(schema: SchemaValue): unknown[] {
    const [check] = checksOf(document, [schema]);
    return sampler
      .of(schema)
      .filter((value) => check?.(value))
      .map((value) => withoutReadOnly(schema, value));
  }

  function withoutReadOnly(schema: SchemaValue, value: unknown): unknown {
    const { properties } = reader.view(schema);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).filter(([name]) => {
        const property = properties.get(name)?.value;
        return property === undefined || !attributeOf(reader, property, "readOnly");
      }),
    );
  }

  function responses(type: string, operation: JsonObject): string[] {
    return Object.entries((operation["responses"] ?? {}) as JsonObject).flatMap(
      ([status, response]) => {
        const base = `${type}["responses"][${/^\d+$/.test(status) ? status : `"${status}"`}]`;
        const found = [
          `export type N = ${base};`,
          ...mediaTypes(response).map((name) => `export type N = ${base}["content"]["${name}"];`),
          ...headers(`${base}["headers"]`, response),
        ];
        const schema = jsonIn(response);
        if (schema === undefined) return found;
        return [...found, ...reads(`${base}["content"]["application/json"]`, "value", schema, 0)];
      },
    );
  }

  function headers(type: string, response: unknown): string[] {
    const { headers: map } = isObject(response) ? document.resolve(response) : {};
    return Object.entries(isObject(map) ? map : {}).flatMap(([name, value]) => {
      const { schema } = isObject(value) ? document.resolve(value) : {};
      const read = `value[${JSON.stringify(name)}]!`;
      return isObject(schema) ? reads(type, read, schema, deepest) : [];
    });
  }

  function mediaTypes(holder: unknown): string[] {
    const { content } = isObject(holder) ? document.resolve(holder) : {};
    return isObject(content) ? Object.keys(content) : [];
  }

  function jsonIn(holder: unknown): SchemaValue | undefined {
    const { content } = isObject(holder) ? document.resolve(holder) : {};
    const media = isObject(content) ? content["application/json"] : undefined;
    const schema = isObject(media) ? media["schema"] : undefined;
    return isObject(schema) ? schema : undefined;
  }

  /** Reads a value and what it contains. */
  function reads(body: string, value: string, schema: SchemaValue, depth: number): string[] {
    const view = reader.view(schema);
    const start = `export const N = (value: ${body})`;
    const found: string[] = [];
    const type = typeOf(schema);
    if (type !== undefined) found.push(`${start}: ${type} => ${value};`);
    for (const one of view.values?.value ?? [])
      found.push(`${start}: boolean => ${value} === ${JSON.stringify(one)};`);
    if (depth === deepest) return found;
    const inner = view.nullable ? `${value}!` : value;
    const told = view.keywords.get("discriminator")?.value;
    for (const { value: union } of view.unions)
      found.push(...choices(start, inner, union.members, told));
    const { propertyName, mapping } = isObject(told) ? told : {};
    for (const one of Object.keys(isObject(mapping) ? mapping : {}))
      found.push(`${start}: boolean => ${inner}["${String(propertyName)}"] === "${one}";`);
    for (const member of view.unions.flatMap((union) => union.value.members)) {
      const name = isObject(member) ? String(member["$ref"]).split("/").at(-1) : undefined;
      if (name === undefined || name === "undefined" || imported.has(name)) continue;
      imported.add(name);
      found.push(...reads(`components["schemas"]["${name}"]`, "value", member, 0));
    }
    if (view.unions.length === 0)
      for (const [name, property] of view.properties) {
        if (reader.view(property.value).at["writeOnly"] === true) continue;
        const access = `${inner}[${JSON.stringify(name)}]`;
        const sure = view.required.has(name) ? access : `${access}!`;
        const expected = typeOf(property.value);
        if (sure !== access && expected !== undefined)
          found.push(`${start}: ${expected} | undefined => ${access};`);
        found.push(...reads(body, sure, property.value, depth + 1));
      }
    const further = view.keywords.get("additionalProperties")?.value;
    if (view.types?.value.has("object") && view.properties.size === 0)
      found.push(`${start}: unknown => ${inner}["any"];`);
    if (isObject(further)) found.push(...reads(body, `${inner}["any"]!`, further, depth + 1));
    const items = view.keywords.get("items")?.value;
    if (isObject(items)) found.push(...reads(body, `${inner}[0]!`, items, depth + 1));
    return found;
  }

  /** Tells alternatives apart: by a tag until nothing is left, and by whether they are objects. */
  function choices(
    start: string,
    value: string,
    members: readonly SchemaValue[],
    told: unknown,
  ): string[] {
    const found: string[] = [];
    const { propertyName, mapping } = isObject(told) ? told : {};
    const tags = members.flatMap((member) => {
      const tag = [...reader.view(member).properties].find(
        ([, held]) => reader.view(held.value).values?.value.length === 1,
      );
      return tag ? [[tag[0], reader.view(tag[1].value).values?.value[0]]] : [];
    });
    for (const one of Object.keys(isObject(mapping) ? mapping : {}))
      if (tags.length < members.length) tags.push([String(propertyName), one]);
    if (tags.length === members.length && members.length > 1) {
      const cases = tags.map(
        ([name, text]) => `one["${String(name)}"] === ${JSON.stringify(text)} ? undefined : `,
      );
      found.push(`${start}: undefined => ((one) => ${cases.join("")}one)(${value});`);
    }
    for (const member of members)
      for (const name of reader.view(member).properties.keys())
        found.push(
          `${start}: unknown => ((one) => typeof one === "object" ? one.${name} : 0)(${value});`,
        );
    return found;
  }

  /** @returns the type that a reader expects, for simple values */
  function typeOf(schema: SchemaValue): string | undefined {
    const { types: allowed, nullable, unions, values } = reader.view(schema);
    if (values?.value.length === 1 && !nullable) return JSON.stringify(values.value[0]);
    const names: Readonly<Record<string, string>> = {
      string: "string",
      number: "number",
      integer: "number",
      boolean: "boolean",
    };
    const known = [...(allowed?.value ?? [])].map((type) => names[type]);
    if (known.length === 0 || known.includes(undefined) || unions.length > 0) return undefined;
    return [...new Set(known), ...(nullable ? ["null"] : [])].join(" | ");
  }
}

function schemasOf(root: JsonObject): JsonObject {
  const { components } = root;
  const schemas = isObject(components) ? components["schemas"] : undefined;
  return isObject(schemas) ? schemas : {};
}

/** @returns the names of the schemas that requests refer to, directly or not */
function namesInRequests(root: JsonObject): Set<string> {
  const schemas = schemasOf(root);
  const requests = Object.values((root["paths"] ?? {}) as JsonObject)
    .flatMap((item) => (isObject(item) ? Object.values(item) : []))
    .map((operation) => (isObject(operation) ? operation["requestBody"] : undefined));
  const found = new Set<string>();
  const waiting = [JSON.stringify(requests)];
  for (let text = waiting.pop(); text !== undefined; text = waiting.pop())
    for (const [, name = ""] of text.matchAll(/#\/components\/schemas\/([^"]+)/g)) {
      if (found.has(name)) continue;
      found.add(name);
      waiting.push(JSON.stringify(schemas[name] ?? null));
    }
  return found;
}
