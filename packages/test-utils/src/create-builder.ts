import type { components } from "@sandboxes/schema";
import { schemas } from "@sandboxes/schema/schemas";
import { type Shapes, buildValue, propertiesOf } from "./build-value.ts";
import { type Source, createSource } from "./create-source.ts";

/** The types of the API by name. */
export type Types = components["schemas"];

/** What a builder starts from. */
export interface BuilderOptions {
  /**
   * The same seed gives the same values. A whole number.
   *
   * @default 1
   */
  seed?: number;
}

/** Properties to set; a type that is no object is given whole. */
export type Overrides<Type> = Type extends object
  ? { readonly [Key in keyof Type]?: Type[Key] }
  : Type;

/**
 * Builds a value of a named type.
 *
 * What is always present is filled in, what is optional is only there when it is given. Each UUID
 * is new, and each date-time is a minute after the one before. What is given is copied.
 *
 * @throws {TypeError} when there is no such type, or it has no such property
 */
export type Build = <Name extends keyof Types>(
  name: Name,
  overrides?: Overrides<Types[Name]>,
) => Types[Name];

const shapes: Shapes = schemas;

/**
 * Makes a builder of the API's data, after its schemas: a property that the spec makes required is
 * in what it builds from then on.
 *
 * @example
 * const build = createBuilder({ seed: 7 });
 * const sandbox = build("Sandbox", { metadata: { env: "prod" } });
 */
export function createBuilder({ seed = 1 }: BuilderOptions = {}): Build {
  return buildFrom(createSource(seed, "builder"));
}

/** Makes a builder that takes what differs from one value to the next from a source. */
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
