import type { Validator } from "../contract/contract.ts";
import type { DocumentReader } from "../contract/document.ts";
import { type BuildOptions, buildValue, noValue } from "./build-value.ts";
import { createRandom } from "./random.ts";

/** The ways to build a value, in the order in which they are tried. */
const ways: readonly Pick<BuildOptions, "optional" | "examples">[] = [
  { optional: true, examples: true },
  { optional: false, examples: true },
  { optional: false, examples: false },
];
/** The number of random values to try after these. */
const randomTries = 30;

/** The requirements for a value. */
interface Wanted {
  readonly schema: unknown;
  /** Validates a value. Without a validator, the first built value is used. */
  readonly validator?: Validator | undefined;
  /** @default true */
  readonly optional?: boolean;
  readonly omit?: BuildOptions["omit"];
}

/** Builds values, each different from the one before. */
export interface ValueSource {
  /** @returns a value that the validator accepts; `undefined` if none was found */
  find(wanted: Wanted): { readonly value: unknown } | undefined;
}

/**
 * Creates a source of values. The same seed gives the same values in the same order.
 *
 * @param seed an integer
 */
export function createValueSource(reader: DocumentReader, seed: number): ValueSource {
  const random = createRandom(seed);
  return {
    find({ schema, validator, optional = true, omit }) {
      const tries = [
        ...ways.filter((way) => optional || !way.optional),
        ...Array.from({ length: randomTries }, () => ({ optional: false, examples: false })),
      ];
      for (const way of tries) {
        const value = buildValue(reader, schema, random, { ...way, omit });
        if (value !== noValue && (!validator || validator.is(value))) return { value };
      }
      return undefined;
    },
  };
}
