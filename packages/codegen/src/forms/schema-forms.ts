import type { Api, Schema } from "../api/api.ts";
import { eachChild } from "../document/objects/map-children.ts";
import { componentRef } from "../document/pointer.ts";
import { type JsonObject, isObject } from "../document/read-document.ts";
import { AbsentNames } from "./absent-names.ts";
import type { Direction } from "./direction.ts";
import { hasImpliedType } from "./implied-type.ts";
import { type DirectionBehind, JsonKinds, isOpenEnum } from "./json-kinds.ts";
import { PropertyFinder } from "./property-finder.ts";
import { SchemaTargets } from "./schema-targets.ts";
import { type SchemaUsage, schemaUsage } from "./schema-usage.ts";
import { schemaMap, schemasIn } from "./schema-value.ts";

/** A named schema as it is in one direction. */
export interface SchemaForm {
  typeName: string;
  direction: Direction;
}

/** The options that decide on the types of values. */
export interface TypeOptions {
  /** Whether an enum in a response may have other values than those listed. */
  enums: "open" | "closed";
}

const defaultTypeOptions: TypeOptions = { enums: "open" };

const made = new WeakMap<Api, Map<string, SchemaForms>>();

/** @returns the forms of the schemas of an API; made once for all artefacts */
export function schemaForms(api: Api, options: TypeOptions = defaultTypeOptions): SchemaForms {
  const byOptions = made.get(api) ?? new Map<string, SchemaForms>();
  made.set(api, byOptions);
  const key = JSON.stringify(options);
  const forms = byOptions.get(key) ?? new SchemaForms(api, options);
  byOptions.set(key, forms);
  return forms;
}

/**
 * Gives each named schema its forms, for types, validators and examples alike.
 *
 * A schema that only requests or only responses use has one form. One that both use has two where
 * they differ: `Pet` in responses and `PetInput` in requests. Where `PetInput` is taken, it is
 * `PetInput2`, `PetInput3` and so on. A schema that no operation uses is taken literally.
 */
export class SchemaForms {
  readonly options: TypeOptions;
  readonly targets: SchemaTargets;
  readonly absent: AbsentNames;
  readonly kinds: JsonKinds;
  readonly properties: PropertyFinder;
  readonly #byRef = new Map<string, Schema>();
  readonly #forms = new Map<
    Schema,
    { request: SchemaForm; response: SchemaForm; own: SchemaForm }
  >();

  readonly #usage: SchemaUsage;

  constructor(api: Api, options: TypeOptions) {
    this.options = options;
    this.#usage = schemaUsage(api);
    this.targets = new SchemaTargets(api);
    this.absent = new AbsentNames(this.targets);
    const behind: DirectionBehind = (schema, direction) => this.behind(schema, direction);
    this.kinds = new JsonKinds(this.targets, behind);
    this.properties = new PropertyFinder(this.targets, behind);
    for (const schema of api.schemas) this.#byRef.set(componentRef("schemas", schema.name), schema);
    this.#assign(api);
  }

  /** @returns the named schema that a reference leads to */
  named(ref: unknown): Schema | undefined {
    return typeof ref === "string" ? this.#byRef.get(ref) : undefined;
  }

  /** @returns the form of a named schema where a value of that direction holds it */
  of(schema: Schema, direction: Direction): SchemaForm {
    const forms = this.#forms.get(schema);
    if (!forms) return { typeName: schema.typeName, direction };
    if (direction === "produced") return { ...forms.response, direction };
    return direction === "either" ? forms.own : forms[direction];
  }

  /** @returns the direction of the schema behind the reference of a schema */
  behind(schema: JsonObject, direction: Direction): Direction {
    const named = this.named(schema["$ref"]);
    return named ? this.of(named, direction).direction : direction;
  }

  /** @returns the direction of the values that a schema describes, `response` where it is used in both */
  directionOf(schema: JsonObject): Direction {
    if (this.#usage.responses.has(schema)) return "response";
    return this.#usage.requests.has(schema) ? "request" : "either";
  }

  /** @returns every form of a named schema: the one of its own name first */
  all(schema: Schema): SchemaForm[] {
    const { own, request } = this.#forms.get(schema) ?? {};
    if (!own || !request) return [];
    return own.typeName === request.typeName ? [own] : [own, request];
  }

  #assign(api: Api): void {
    const usage = this.#usage;
    const differs = dependents(api, (schema) => this.#hasTwoTypes(schema));
    const taken = new Set(
      api.schemas.flatMap(({ typeName, aliases }) => [
        typeName,
        ...aliases.map((alias) => alias.typeName),
      ]),
    );
    for (const schema of api.schemas) {
      const { typeName } = schema;
      const [inRequest, inResponse] = [
        usage.requests.has(schema.schema),
        usage.responses.has(schema.schema),
      ];
      const form = (direction: Direction): SchemaForm => ({ typeName, direction });
      const single = (own: SchemaForm) => ({ own, request: own, response: own });
      if (!inRequest || !inResponse) {
        const direction = inRequest ? "request" : inResponse ? "response" : "either";
        this.#forms.set(schema, single(form(direction)));
      } else if (!differs(schema.schema)) {
        const [request, response] = [form("request"), form("response")];
        this.#forms.set(schema, { own: request, request, response });
      } else {
        let inputName = `${typeName}Input`;
        for (let n = 2; taken.has(inputName); n++) inputName = `${typeName}Input${n}`;
        taken.add(inputName);
        const request: SchemaForm = { typeName: inputName, direction: "request" };
        const response = form("response");
        this.#forms.set(schema, { own: response, request, response });
      }
    }
  }

  /** Whether the type of a schema itself, apart from those it refers to, depends on the direction. */
  #hasTwoTypes(schema: JsonObject): boolean {
    if (this.options.enums === "open" && isOpenEnum(schema)) return true;
    if (
      schema["additionalProperties"] === false &&
      Object.keys(schemaMap(schema, "properties")).length === 0
    )
      return true;
    return (
      this.absent.in(schema, "request").size > 0 || this.absent.in(schema, "response").size > 0
    );
  }
}

/**
 * Tells for which schemas the direction makes a difference to validators: those that hold, at any
 * depth, a property of one direction, an enum, a ban on further properties, an implied type or
 * alternatives that overlap in a response.
 */
export function directionDependents(api: Api, forms: SchemaForms): (schema: JsonObject) => boolean {
  const isOpen = openBranches(api, forms);
  return dependents(
    api,
    (schema) =>
      schemasIn(schema, "oneOf").some((branch) => isObject(branch) && isOpen(branch)) ||
      isOpenEnum(schema) ||
      schema["additionalProperties"] === false ||
      hasImpliedType(schema) ||
      forms.absent.in(schema, "request").size > 0 ||
      forms.absent.in(schema, "response").size > 0,
  );
}

/**
 * Tells which branches of a `oneOf` are open in a response. The API may be newer than the document:
 * it may send other values of an enum, and other properties of an object. Such a value may match
 * several open branches, though each value that the document knows matches one.
 */
export function openBranches(api: Api, forms: SchemaForms): (schema: JsonObject) => boolean {
  return dependents(
    api,
    (schema) =>
      (forms.options.enums === "open" && isOpenEnum(schema)) ||
      [schema["type"]].flat().includes("object") ||
      objectKeywords.some((keyword) => schema[keyword] !== undefined),
  );
}

/** Keywords that describe an object, whether or not the schema has a type. */
const objectKeywords = [
  "properties",
  "required",
  "additionalProperties",
  "patternProperties",
  "propertyNames",
];

/** @returns whether a schema, or one that it holds or refers to at any depth, fulfils a condition */
function dependents(
  api: Api,
  fulfils: (schema: JsonObject) => boolean,
): (schema: JsonObject) => boolean {
  const users = new Map<string, Set<string>>();
  const found = new Set<string>();
  const scan = (schema: JsonObject, refs: Set<string>): boolean => {
    let direct = fulfils(schema);
    if (typeof schema["$ref"] === "string") refs.add(schema["$ref"]);
    eachChild(schema, "Schema", (child, name) => {
      if (name === "Schema" && isObject(child) && scan(child, refs)) direct = true;
    });
    return direct;
  };
  const spread = (start: string): void => {
    for (const waiting = [start]; waiting.length > 0;) {
      const ref = waiting.pop() ?? "";
      if (found.has(ref)) continue;
      found.add(ref);
      waiting.push(...(users.get(ref) ?? []));
    }
  };
  const direct: string[] = [];
  for (const { name, schema } of api.schemas) {
    const own = componentRef("schemas", name);
    const refs = new Set<string>();
    if (scan(schema, refs)) direct.push(own);
    for (const ref of refs) users.set(ref, (users.get(ref) ?? new Set()).add(own));
  }
  for (const ref of direct) spread(ref);
  const known = new Map<JsonObject, boolean>();
  return (schema) => {
    let result = known.get(schema);
    if (result === undefined) {
      const refs = new Set<string>();
      result = scan(schema, refs) || [...refs].some((ref) => found.has(ref));
      known.set(schema, result);
    }
    return result;
  };
}
