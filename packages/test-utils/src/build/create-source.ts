import { createRandom } from "./random.ts";

/** Supplies the values that differ between built objects. */
export interface Source {
  /** Returns a new UUID. */
  uuid(): string;
  /** Returns a date-time, one minute later than the one before. */
  instant(): string;
  /** Returns a suffix that makes a string unique. */
  suffix(): string;
}

const firstInstant = Date.parse("2026-01-01T00:00:00Z");
const minute = 60_000;

/**
 * The user of a source. Sources of different owners never return the same UUID, because a test may use a
 * builder and an API with the same seed.
 */
export type SourceOwner = "builder" | "seeder";

/** In version 4, the variant digit starts with the bits 10 (RFC 9562, section 4.1). Two bits are free. */
const variantsOf: Readonly<Record<SourceOwner, string>> = { builder: "89", seeder: "ab" };

/** Creates a source. The same seed and owner give the same values. */
export function createSource(seed: number, owner: SourceOwner): Source {
  const random = createRandom(seed);
  let instants = 0;
  let texts = 0;
  return {
    uuid: () => {
      const digit = (): string => Math.floor(random() * 16).toString(16);
      const digits = (length: number): string => Array.from({ length }, digit).join("");
      const variant = variantsOf[owner][Math.floor(random() * 2)];
      return `${digits(8)}-${digits(4)}-4${digits(3)}-${variant}${digits(3)}-${digits(12)}`;
    },
    instant: () => new Date(firstInstant + minute * instants++).toISOString(),
    suffix: () => `-${++texts}`,
  };
}
