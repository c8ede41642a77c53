import { type JsonObject, isObject } from "../document/read-document.ts";
import type { Direction } from "./direction.ts";
import type { SchemaTargets } from "./schema-targets.ts";
import { type SchemaValue, requiredNames, schemaMap, schemasIn } from "./schema-value.ts";

const none: ReadonlySet<string> = new Set();

/** The keywords whose schemas say something of the same value. */
const parts = ["$ref", "allOf", "anyOf", "oneOf"];

/**
 * Finds the properties that a value does not have in a direction: `readOnly` ones in a request,
 * `writeOnly` ones in a response. A property is absent wherever one of the schemas that apply to the
 * value says so, also behind `$ref` and in `allOf`.
 *
 * @see https://spec.openapis.org/oas/v3.0.4.html#fixed-fields-20
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-9.4
 */
export class AbsentNames {
  readonly #targets: SchemaTargets;
  readonly #found = {
    readOnly: new Map<JsonObject, ReadonlySet<string>>(),
    writeOnly: new Map<JsonObject, ReadonlySet<string>>(),
  };
  readonly #mentioned = new Map<JsonObject, ReadonlySet<string>>();

  constructor(targets: SchemaTargets) {
    this.#targets = targets;
  }

  /** @returns the names of the properties that a value of the schema does not have in that direction */
  in(schema: SchemaValue, direction: Direction): ReadonlySet<string> {
    if (direction === "either" || typeof schema === "boolean") return none;
    return this.#marked(schema, direction === "request" ? "readOnly" : "writeOnly");
  }

  /** @returns those of the names that a schema speaks of and does not itself take for absent */
  extra(
    schema: SchemaValue,
    direction: Direction,
    names: ReadonlySet<string>,
  ): ReadonlySet<string> {
    if (names.size === 0 || typeof schema === "boolean") return none;
    const own = this.in(schema, direction);
    const mentioned = this.#mentions(schema);
    const extra = [...names].filter((name) => mentioned.has(name) && !own.has(name));
    return extra.length === 0 ? none : new Set(extra.sort());
  }

  #marked(schema: JsonObject, mark: "readOnly" | "writeOnly"): ReadonlySet<string> {
    const known = this.#found[mark].get(schema);
    if (known) return known;
    // A schema that is a part of itself adds nothing to itself.
    this.#found[mark].set(schema, none);
    const names = new Set<string>();
    for (const [name, property] of Object.entries(schemaMap(schema, "properties")))
      if (this.#isMarked(property, mark)) names.add(name);
    for (const part of this.#targets.allParts(schema))
      if (isObject(part)) for (const name of this.#marked(part, mark)) names.add(name);
    const result = names.size === 0 ? none : names;
    this.#found[mark].set(schema, result);
    return result;
  }

  /** Whether a property is marked, by itself, by what it refers to, or by all alternatives but null. */
  #isMarked(schema: SchemaValue, mark: string, seen?: Set<JsonObject>): boolean {
    if (!isObject(schema) || seen?.has(schema)) return false;
    if (schema[mark] === true) return true;
    if (!parts.some((keyword) => schema[keyword] !== undefined)) return false;
    (seen ??= new Set()).add(schema);
    if (this.#targets.allParts(schema).some((part) => this.#isMarked(part, mark, seen)))
      return true;
    return ["anyOf", "oneOf"].some((keyword) => {
      const others = schemasIn(schema, keyword).filter(
        (item) => !(isObject(item) && item["type"] === "null"),
      );
      return others.length > 0 && others.every((item) => this.#isMarked(item, mark, new Set(seen)));
    });
  }

  /** The properties that a schema describes or requires, in any of its parts. */
  #mentions(schema: JsonObject): ReadonlySet<string> {
    const known = this.#mentioned.get(schema);
    if (known) return known;
    const names = new Set([
      ...Object.keys(schemaMap(schema, "properties")),
      ...requiredNames(schema),
    ]);
    this.#mentioned.set(schema, names);
    const others = [
      ...this.#targets.allParts(schema),
      ...["anyOf", "oneOf"].flatMap((keyword) => schemasIn(schema, keyword)),
      ...["then", "else"].map((keyword) => schema[keyword] as SchemaValue | undefined),
      ...Object.values(schemaMap(schema, "dependentSchemas")),
    ];
    for (const part of others)
      if (isObject(part)) for (const name of this.#mentions(part)) names.add(name);
    return names;
  }
}
