import type { components } from "@sandboxes/schema";
import { schemas } from "@sandboxes/schema/schemas";
import { type Shapes, buildValue, propertiesOf } from "./build-value.ts";
import { type Source, createSource } from "./create-source.ts";

/** The types of the API by name. */
export type Types = components["schemas"];

/** Options for a builder. */
export interface BuilderOptions {
  /**
   * An integer. The same seed builds the same values.
   *
   * @default 1
   */
  seed?: number;
}

/** Properties to set. For a type that is not an object, the whole value. */
export type Overrides<Type> = Type extends object
  ? { readonly [Key in keyof Type]?: Type[Key] }
  : Type;

/**
 * Builds a value of a named type.
 *
 * Required properties are filled in, and optional ones are present only if you pass them. Each UUID is
 * new, and each date-time is one minute later than the one before. Your values are copied.
 *
 * @throws {TypeError} when the type or one of the properties does not exist
 */
export type Build = <Name extends keyof Types>(
  name: Name,
  overrides?: Overrides<Types[Name]>,
) => Types[Name];

const shapes: Shapes = schemas;

/**
 * Creates a builder for the API's data. It follows the schemas of the spec: when a property becomes
 * required, the builder includes it.
 *
 * @example
 * const build = createBuilder({ seed: 7 });
 * const sandbox = build("Sandbox", { metadata: { env: "prod" } });
 */
export function createBuilder({ seed = 1 }: BuilderOptions = {}): Build {
  return buildFrom(createSource(seed, "builder"));
}

/** Creates a builder that takes ids, dates and suffixes from a source. */
export function buildFrom(source: Source): Build {
  return <Name extends keyof Types>(name: Name, overrides?: Overrides<Types[Name]>) => {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (!shape)
      throw new TypeError(`There is no type "${name}". Known: ${Object.keys(shapes).join(", ")}.`);
    const built = buildValue(shape, shapes, source);
    if (typeof built !== "object" || built === null || Array.isArray(built))
      return (overrides ?? built) as Types[Name];
    const given = Object.entries(overrides ?? {}).filter(([, value]) => value !== undefined);
    const known = propertiesOf(shape, shapes);
    const unknown = known && given.find(([property]) => !known.includes(property))?.[0];
    if (known && unknown !== undefined)
      throw new TypeError(`${name} has no property "${unknown}". Known: ${known.join(", ")}.`);
    return { ...built, ...structuredClone(Object.fromEntries(given)) } as Types[Name];
  };
}
