import { type JsonObject, isObject } from "../document/read-document.ts";
import type { Direction } from "./direction.ts";
import type { DirectionBehind } from "./json-kinds.ts";
import type { SchemaTargets } from "./schema-targets.ts";
import { type SchemaValue, schemasIn } from "./schema-value.ts";

/** The statements of a schema about a property of one name. */
export interface FoundProperty {
  schema: SchemaValue;
  direction: Direction;
}

/** The schemas of a property: `all` of them hold, and one of `some`, those of alternatives. */
export interface FoundProperties {
  all: readonly FoundProperty[];
  some: readonly FoundProperty[];
}

const nothing: FoundProperties = { all: [], some: [] };

type Meet = (properties: JsonObject, direction: Direction, isAlternative: boolean) => void;

/** Finds what schemas say of the properties of an object. */
export class PropertyFinder {
  readonly #targets: SchemaTargets;
  readonly #behind: DirectionBehind;

  constructor(targets: SchemaTargets, behind: DirectionBehind) {
    this.#targets = targets;
    this.#behind = behind;
  }

  /**
   * @param schemas those that apply to the object
   * @param isSkipped whether a schema inside of them does not apply to it
   * @returns the schemas of the property of one name
   */
  find(
    name: string,
    schemas: readonly SchemaValue[],
    direction: Direction,
    isSkipped?: (schema: SchemaValue) => boolean,
  ): FoundProperties {
    const all: FoundProperty[] = [];
    const some: FoundProperty[] = [];
    const meet: Meet = (properties, way, isAlternative) => {
      if (!Object.hasOwn(properties, name)) return;
      const found = { schema: properties[name] as SchemaValue, direction: way };
      (isAlternative ? some : all).push(found);
    };
    this.#visit(schemas, direction, meet, isSkipped);
    return { all, some };
  }

  /**
   * Finds the schemas of all properties at once, for an object with many of them.
   *
   * @param schemas those that apply to the object
   * @returns a function from a name to the schemas of its property
   */
  findAll(
    schemas: readonly SchemaValue[],
    direction: Direction,
  ): (name: string) => FoundProperties {
    const byName = new Map<string, { all: FoundProperty[]; some: FoundProperty[] }>();
    const meet: Meet = (properties, way, isAlternative) => {
      for (const [name, schema] of Object.entries(properties)) {
        const found = byName.get(name) ?? { all: [], some: [] };
        byName.set(name, found);
        found[isAlternative ? "some" : "all"].push({
          schema: schema as SchemaValue,
          direction: way,
        });
      }
    };
    this.#visit(schemas, direction, meet);
    return (name) => byName.get(name) ?? nothing;
  }

  /** Calls a function with the `properties` of each schema that applies to an object, or may apply. */
  #visit(
    schemas: readonly SchemaValue[],
    direction: Direction,
    meet: Meet,
    isSkipped?: (schema: SchemaValue) => boolean,
  ): void {
    const seen = new Set<SchemaValue>();
    const visit = (schema: SchemaValue, way: Direction, isAlternative: boolean): void => {
      if (!isObject(schema) || seen.has(schema) || isSkipped?.(schema)) return;
      seen.add(schema);
      const properties = schema["properties"];
      if (isObject(properties)) meet(properties, way, isAlternative);
      const target = this.#targets.of(schema);
      if (target !== undefined) visit(target, this.#behind(schema, way), isAlternative);
      for (const part of schemasIn(schema, "allOf")) visit(part, way, isAlternative);
      for (const keyword of ["anyOf", "oneOf"])
        for (const item of schemasIn(schema, keyword)) visit(item, way, true);
    };
    for (const schema of schemas) visit(schema, direction, false);
  }
}
