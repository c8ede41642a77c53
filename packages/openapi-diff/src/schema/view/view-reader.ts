import {
  type ApiDocument,
  type JsonObject,
  type SchemaValue,
  isObject,
} from "@sandboxes/codegen/in-memory";
import { combine } from "./combine-keywords.ts";
import { Joiner } from "./joiner.ts";
import { sameJson } from "../same-json.ts";
import { type Held, type Union, type View, isAnnotation } from "./view.ts";

/** An unwrapped schema, and the annotations of its wrappers. */
export interface Unwrapped {
  base: SchemaValue;
  /** From the outside in: the first one that has an annotation decides. */
  wrappers: readonly JsonObject[];
}

/** Keywords that have their own field in a view. */
const placed = new Set([
  "$ref",
  "$defs",
  "allOf",
  "anyOf",
  "oneOf",
  "type",
  "enum",
  "const",
  "properties",
  "required",
  "discriminator",
]);

/** Keywords by the type that they apply to. */
const typed: ReadonlyMap<string, string> = new Map([
  ["additionalProperties", "object"],
  ["patternProperties", "object"],
  ["items", "array"],
  ["prefixItems", "array"],
]);

/** Reads the schemas of one document into views. */
export class ViewReader {
  readonly #document: ApiDocument;
  readonly #views = new Map<JsonObject, View>();
  readonly #joiner = new Joiner((schema) => this.unwrap(schema).base);

  constructor(document: ApiDocument) {
    this.#document = document;
  }

  /** Resolves one step of a reference. Returns `undefined` when the target could not be read. */
  target(ref: JsonObject): JsonObject | undefined {
    const target = this.#document.resolve({ $ref: ref["$ref"] });
    return this.#document.isBroken(target) ? undefined : target;
  }

  /** Unwraps references, `allOf` with one part, and unions with one alternative. */
  unwrap(schema: SchemaValue): Unwrapped {
    const wrappers: JsonObject[] = [];
    let base = schema;
    for (let step = 0; step < 100 && isObject(base); step++) {
      const inner = this.#only(base);
      if (inner === undefined) break;
      if (Object.keys(base).some(isAnnotation)) wrappers.push(base);
      base = inner;
    }
    return { base, wrappers };
  }

  /** Returns the only part of a schema that contains nothing else. */
  #only(schema: JsonObject): SchemaValue | undefined {
    // A discriminator has nothing to tell apart where there is only one alternative.
    const said = Object.keys(schema).filter(
      (field) => !isAnnotation(field) && field !== "$defs" && field !== "discriminator",
    );
    const [field = ""] = said;
    if (said.length !== 1) return undefined;
    if (field === "$ref") return this.target(schema);
    const members = schema[field];
    const isSingle = Array.isArray(members) && members.length === 1;
    return isSingle && ["allOf", "anyOf", "oneOf"].includes(field)
      ? (members[0] as SchemaValue)
      : undefined;
  }

  /** Returns the view of a schema, from a cache. */
  view(schema: SchemaValue): View {
    if (!isObject(schema)) return this.#build(schema);
    let view = this.#views.get(schema);
    if (!view) this.#views.set(schema, (view = this.#build(schema)));
    return view;
  }

  /** Returns the parts of a schema whose view was read before. */
  partsOf(schema: JsonObject): ReadonlySet<JsonObject> {
    return this.#views.get(schema)?.parts ?? new Set();
  }

  #build(schema: SchemaValue): View {
    const parts = new Set<JsonObject>();
    const view: View = {
      at: isObject(schema) ? schema : {},
      types: undefined,
      implied: undefined,
      nullable: this.allowsNull(schema),
      values: undefined,
      properties: new Map(),
      required: new Map(),
      unions: [],
      keywords: new Map(),
      parts,
      isMixed: false,
    };
    this.#collect(schema, view, parts);
    return view;
  }

  #collect(schema: SchemaValue, view: View, seen: Set<JsonObject>): void {
    if (schema === false) view.types = { value: new Set(), at: view.at };
    if (!isObject(schema) || seen.has(schema)) return;
    seen.add(schema);
    if (typeof schema["$ref"] === "string") {
      const target = this.target(schema);
      if (target) this.#collect(target, view, seen);
    }
    this.#own(schema, view);
    for (const part of listAt(schema, "allOf")) this.#collect(part, view, seen);
    for (const keyword of ["oneOf", "anyOf"] as const)
      if (Array.isArray(schema[keyword])) this.#alternatives(schema, keyword, view, seen);
  }

  #own(schema: JsonObject, view: View): void {
    const types = typesOf(schema);
    if (types) narrowTypes(view, { value: types, at: schema });
    const values = valuesOf(schema);
    if (values) narrowValues(view, { value: values, at: schema });
    const properties = schema["properties"];
    if (isObject(properties)) {
      view.implied ??= "object";
      for (const [name, property] of Object.entries(properties))
        this.#addProperty(view, name, property as SchemaValue, schema);
    }
    for (const name of Array.isArray(schema["required"]) ? schema["required"] : [])
      if (!view.required.has(String(name))) view.required.set(String(name), schema);
    for (const [name, said] of Object.entries(schema)) {
      const [field, value] = asFormat(name, said, schema);
      if (placed.has(field) || isAnnotation(field) || saysNothing(field, value)) continue;
      view.implied ??= typed.get(field);
      const before = view.keywords.get(field);
      const after = { value, at: schema };
      const combined = before ? combine(field, before, after, this.#joiner) : after;
      if (combined) view.keywords.set(field, combined);
      else view.isMixed = true;
    }
    if (isObject(schema["discriminator"]))
      view.keywords.set("discriminator", { value: schema["discriminator"], at: schema });
  }

  #addProperty(view: View, name: string, property: SchemaValue, at: JsonObject): void {
    const before = view.properties.get(name);
    if (!before || isEmpty(before.value)) view.properties.set(name, { value: property, at });
    else if (!isEmpty(property))
      view.properties.set(name, {
        value: this.#joiner.join(before.value, property),
        at: before.at,
      });
  }

  #alternatives(
    schema: JsonObject,
    keyword: Union["keyword"],
    view: View,
    seen: Set<JsonObject>,
  ): void {
    const members = this.members(schema, keyword);
    if (members.length === 1) {
      this.#collect(members[0] ?? true, view, new Set(seen));
      return;
    }
    const values = members.map((member) => this.#onlyValues(member));
    if (members.length > 0 && values.every((value) => value !== undefined)) {
      narrowValues(view, { value: unique(values.flat()), at: schema });
      return;
    }
    const types = members.map((member) => this.#onlyTypes(member));
    if (members.length > 0 && types.every((type) => type !== undefined)) {
      narrowTypes(view, { value: new Set(types.flat()), at: schema });
      return;
    }
    // A repeated part adds nothing.
    const isKnown = view.unions.some(
      ({ value }) => value.keyword === keyword && sameJson(value.members, members),
    );
    if (!isKnown) view.unions.push({ value: { keyword, members }, at: schema });
  }

  /** Returns the alternatives, including nested ones and without null. */
  members(schema: JsonObject, keyword: Union["keyword"]): SchemaValue[] {
    const found: SchemaValue[] = [];
    const visit = (member: SchemaValue, depth: number): void => {
      const base = isObject(member) ? this.unwrap(member).base : member;
      const said = isObject(base) ? Object.keys(base).filter((field) => !isAnnotation(field)) : [];
      if (isObject(base) && said.length === 1 && said[0] === keyword && depth < 10)
        for (const inner of listAt(base, keyword)) visit(inner, depth + 1);
      else if (!isNull(base)) found.push(member);
    };
    for (const member of listAt(schema, keyword)) visit(member, 0);
    return found;
  }

  #onlyValues(member: SchemaValue): readonly unknown[] | undefined {
    const { base } = this.unwrap(member);
    if (!isObject(base)) return undefined;
    const rest = Object.keys(base).filter(
      (field) => !isAnnotation(field) && !["type", "enum", "const"].includes(field),
    );
    return rest.length === 0 ? valuesOf(base) : undefined;
  }

  #onlyTypes(member: SchemaValue): string[] | undefined {
    const { base } = this.unwrap(member);
    if (!isObject(base)) return undefined;
    const said = Object.keys(base).filter((field) => !isAnnotation(field));
    const types = said.length === 1 && said[0] === "type" ? typesOf(base) : undefined;
    return types && [...types];
  }

  /** Returns whether null matches a schema. */
  allowsNull(schema: SchemaValue, seen: ReadonlySet<JsonObject> = new Set()): boolean {
    if (!isObject(schema)) return schema;
    if (seen.has(schema)) return true;
    const below = (part: SchemaValue): boolean => this.allowsNull(part, new Set(seen).add(schema));
    const { type, enum: values, $ref: ref } = schema;
    if (type !== undefined && ![type].flat().includes("null")) return false;
    if (Array.isArray(values) && !values.includes(null)) return false;
    if ("const" in schema && schema["const"] !== null) return false;
    if (typeof ref === "string") {
      const target = this.target(schema);
      if (target && !below(target)) return false;
    }
    if (!listAt(schema, "allOf").every(below)) return false;
    return ["oneOf", "anyOf"].every(
      (field) => !Array.isArray(schema[field]) || listAt(schema, field).some(below),
    );
  }
}

/** Rewrites the keywords by which OpenAPI 3.1 replaces formats of 3.0: section 4.4.1.3 there. */
function asFormat(
  field: string,
  value: unknown,
  beside: JsonObject,
): readonly [field: string, value: unknown] {
  if ("format" in beside) return [field, value];
  if (field === "contentEncoding" && value === "base64") return ["format", "byte"];
  const isBinary = field === "contentMediaType" && value === "application/octet-stream";
  return isBinary && !("contentEncoding" in beside) ? ["format", "binary"] : [field, value];
}

function listAt(schema: JsonObject, field: string): SchemaValue[] {
  const list = schema[field];
  return Array.isArray(list) ? (list as SchemaValue[]) : [];
}

function isNull(schema: SchemaValue): boolean {
  if (!isObject(schema)) return false;
  const { type, enum: values } = schema;
  if ([type].flat().length === 1 && [type].flat()[0] === "null") return true;
  if (Array.isArray(values) && values.length === 1 && values[0] === null) return true;
  return schema["const"] === null;
}

function typesOf(schema: JsonObject): Set<string> | undefined {
  if (schema["type"] === undefined) return undefined;
  return new Set(
    [schema["type"]]
      .flat()
      .map(String)
      .filter((type) => type !== "null"),
  );
}

function valuesOf(schema: JsonObject): unknown[] | undefined {
  if ("const" in schema) return schema["const"] === null ? undefined : [schema["const"]];
  const values = schema["enum"];
  return Array.isArray(values) ? unique(values.filter((value) => value !== null)) : undefined;
}

function unique(values: readonly unknown[]): unknown[] {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byText.values()];
}

function narrowTypes(view: View, types: Held<ReadonlySet<string>>): void {
  const before = view.types?.value;
  if (!before) {
    view.types = types;
    return;
  }
  const allows = (set: ReadonlySet<string>, type: string): boolean =>
    set.has(type) || (type === "integer" && set.has("number"));
  const both = [...before].filter((type) => allows(types.value, type));
  const more = [...types.value].filter((type) => allows(before, type));
  const value = new Set([...both, ...more]);
  if (![...before].every((type) => value.has(type))) view.types = { value, at: types.at };
}

function narrowValues(view: View, values: Held<readonly unknown[]>): void {
  const before = view.values?.value;
  if (!before) {
    view.values = values;
    return;
  }
  const value = before.filter((one) => values.value.some((other) => sameJson(one, other)));
  if (value.length < before.length) view.values = { value, at: values.at };
}

function isEmpty(schema: SchemaValue): boolean {
  return schema === true || (isObject(schema) && Object.keys(schema).every(isAnnotation));
}

/** Returns whether a keyword with this value rejects nothing, as if it were absent. */
function saysNothing(field: string, value: unknown): boolean {
  switch (field) {
    case "minLength":
    case "minItems":
    case "minProperties":
      return value === 0;
    case "uniqueItems":
      return value === false;
    case "items":
    case "additionalProperties":
    case "unevaluatedItems":
    case "unevaluatedProperties":
    case "propertyNames":
      return isEmpty(value as SchemaValue);
    case "patternProperties":
    case "dependentRequired":
    case "dependentSchemas":
      return isObject(value) && Object.keys(value).length === 0;
    default:
      return value === undefined || field === "nullable" || field.startsWith("$");
  }
}
