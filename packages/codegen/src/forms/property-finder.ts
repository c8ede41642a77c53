import { isObject } from "../document/read-document.ts";
import type { Direction } from "./direction.ts";
import type { DirectionBehind } from "./json-kinds.ts";
import type { SchemaTargets } from "./schema-targets.ts";
import { type SchemaValue, schemasIn } from "./schema-value.ts";

/** The statements of a schema about a property of one name. */
export interface FoundProperty {
  schema: SchemaValue;
  direction: Direction;
}

/** Finds what schemas say of a property of one name. */
export class PropertyFinder {
  readonly #targets: SchemaTargets;
  readonly #behind: DirectionBehind;

  constructor(targets: SchemaTargets, behind: DirectionBehind) {
    this.#targets = targets;
    this.#behind = behind;
  }

  /**
   * @param schemas those that apply to the object
   * @param skipped schemas that do not apply to it, wherever they stand in the others
   * @returns the schemas of the property: `all` of them hold, and one of `some`, those of alternatives
   */
  find(
    name: string,
    schemas: readonly SchemaValue[],
    direction: Direction,
    skipped?: ReadonlySet<SchemaValue>,
  ): { all: FoundProperty[]; some: FoundProperty[] } {
    const all: FoundProperty[] = [];
    const some: FoundProperty[] = [];
    const seen = new Set<SchemaValue>();
    const visit = (schema: SchemaValue, way: Direction, found: FoundProperty[]): void => {
      if (!isObject(schema) || seen.has(schema) || skipped?.has(schema)) return;
      seen.add(schema);
      const properties = schema["properties"];
      if (isObject(properties) && Object.hasOwn(properties, name))
        found.push({ schema: properties[name] as SchemaValue, direction: way });
      const target = this.#targets.of(schema);
      if (target !== undefined) visit(target, this.#behind(schema, way), found);
      for (const part of schemasIn(schema, "allOf")) visit(part, way, found);
      for (const keyword of ["anyOf", "oneOf"])
        for (const item of schemasIn(schema, keyword)) visit(item, way, some);
    };
    for (const schema of schemas) visit(schema, direction, all);
    return { all, some };
  }
}
