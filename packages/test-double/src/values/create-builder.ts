import type { Contract, Validator } from "../contract/contract.ts";
import { createDocumentReader, isObject, objectAt } from "../contract/document.ts";
import { createValueSource } from "./value-source.ts";

/** Builds a value of a named schema. Given properties replace built ones. */
export type Build = (schema: string, fields?: Readonly<Record<string, unknown>>) => unknown;

/**
 * Creates a builder for the schemas of a document. It builds required properties. Optional properties
 * are present only if you pass them.
 *
 * @param options.validators the generated validators by schema name. With them, every built value is
 *   validated.
 * @param options.seed an integer. The same seed gives the same values. The default is 1.
 * @throws {TypeError} from the builder, if the document has no such schema or the value is not valid
 * @example
 * const build = createBuilder(contract, { seed: 7 });
 * build("Pet", { name: "Tom" });
 */
export function createBuilder(
  contract: Contract,
  {
    validators = {},
    seed = 1,
  }: { validators?: Readonly<Record<string, Validator>>; seed?: number } = {},
): Build {
  const reader = createDocumentReader(contract);
  const source = createValueSource(reader, seed);
  const schemas = objectAt(objectAt(contract.document, "components"), "schemas");
  return (name, fields = {}) => {
    if (!Object.hasOwn(schemas, name))
      throw new TypeError(
        `The document has no schema "${name}". It has: ${Object.keys(schemas).join(", ")}.`,
      );
    const validator = Object.hasOwn(validators, name) ? validators[name] : undefined;
    // Pass a reference, so that the builder knows the schema's name for its discriminator.
    const $ref = `#/components/schemas/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const found = source.find({ schema: { $ref }, validator, optional: false });
    if (!found) throw new TypeError(`No valid value of ${name} could be built.`);
    const value = isObject(found.value)
      ? { ...found.value, ...structuredClone(fields) }
      : found.value;
    const [issue] = validator?.issues(value, 1) ?? [];
    if (issue)
      throw new TypeError(`${[name, ...issue.path.map(String)].join(".")} ${issue.message}.`);
    return value;
  };
}
