import { type JsonObject, isObject } from "../document/read-document.ts";
import type { Direction } from "./direction.ts";
import { typesOf } from "./implied-type.ts";
import type { SchemaTargets } from "./schema-targets.ts";
import { type SchemaValue, schemasIn } from "./schema-value.ts";

/** The kinds of JSON values; an integer is a number. */
export const allKinds = ["string", "number", "boolean", "array", "object", "null"] as const;

export type Kind = (typeof allKinds)[number];

/** @returns the kind of a JSON value */
export function kindOf(value: unknown): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const kind = typeof value;
  return kind === "string" || kind === "number" || kind === "boolean" ? kind : "object";
}

/** @returns the kinds that the schema's own `type` allows */
export function typedKinds(schema: JsonObject, direction: Direction): Set<Kind> {
  const types = typesOf(schema, direction);
  if (!types) return new Set(allKinds);
  const kinds = types.map((type) => (type === "integer" ? "number" : type));
  return kinds.every((kind) => (allKinds as readonly string[]).includes(kind))
    ? new Set(kinds as Kind[])
    : new Set(allKinds);
}

/** @returns whether an enum lists values that a later version of the API may add to */
export function isOpenEnum(schema: JsonObject): boolean {
  const values = schema["enum"];
  // A single value tells the members of a union apart, so it stays closed.
  return Array.isArray(values) && values.length > 1;
}

/** Tells the direction of the schema behind the reference of a schema. */
export type DirectionBehind = (schema: JsonObject, direction: Direction) => Direction;

/** Finds the kinds of values that schemas allow. */
export class JsonKinds {
  readonly #targets: SchemaTargets;
  readonly #behind: DirectionBehind;
  readonly #found = new Map<Direction, Map<JsonObject, ReadonlySet<Kind>>>();

  constructor(targets: SchemaTargets, behind: DirectionBehind) {
    this.#targets = targets;
    this.#behind = behind;
  }

  /** @returns the kinds; perhaps one too many, never one too few */
  of(schema: SchemaValue, direction: Direction): ReadonlySet<Kind> {
    if (typeof schema === "boolean") return new Set(schema ? allKinds : []);
    let found = this.#found.get(direction);
    if (!found) this.#found.set(direction, (found = new Map()));
    const known = found.get(schema);
    if (known) return known;
    found.set(schema, new Set(allKinds));
    const kinds = this.#compute(schema, direction);
    found.set(schema, kinds);
    return kinds;
  }

  #compute(schema: JsonObject, direction: Direction): ReadonlySet<Kind> {
    let kinds = typedKinds(schema, direction);
    const keep = (others: Iterable<Kind>): void => {
      const set = new Set(others);
      kinds = new Set([...kinds].filter((kind) => set.has(kind)));
    };
    const { not } = schema;
    if (not === true || (isObject(not) && Object.keys(not).length === 0)) return new Set();
    if ("const" in schema) keep([kindOf(schema["const"])]);
    const values = schema["enum"];
    const isOpen = direction === "response" && isOpenEnum(schema);
    // What is known of an unlisted value is its type: the declared one, else that of the listed values.
    if (Array.isArray(values) && !(isOpen && schema["type"] !== undefined))
      keep(values.map(kindOf));
    const target = this.#targets.of(schema);
    if (target !== undefined) keep(this.of(target, this.#behind(schema, direction)));
    for (const part of schemasIn(schema, "allOf")) keep(this.of(part, direction));
    for (const keyword of ["anyOf", "oneOf"]) {
      const branches = schemasIn(schema, keyword);
      if (branches.length > 0) keep(branches.flatMap((item) => [...this.of(item, direction)]));
    }
    return kinds;
  }
}
