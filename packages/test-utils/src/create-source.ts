import { createRandom } from "./random.ts";

/** Where a built value gets what differs from one to the next. */
export interface Source {
  /** A new UUID. */
  uuid(): string;
  /** A date-time, a minute after the one before. */
  instant(): string;
  /** What a text ends with, so that it is not the one before. */
  suffix(): string;
}

const firstInstant = Date.parse("2026-01-01T00:00:00Z");
const minute = 60_000;

/**
 * Who a source is for. The UUIDs of one are never those of the other, whatever the seeds: a test may
 * well have a builder and an API of the same seed.
 */
export type SourceOwner = "builder" | "seeder";

/** Version 4 has the variant bits 10 (RFC 9562, section 4.1), and two more bits in their digit. */
const variantsOf: Readonly<Record<SourceOwner, string>> = { builder: "89", seeder: "ab" };

/** Makes a source that gives the same for the same seed and owner. */
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
