import type { Sandbox } from "@sandboxes/schema";
import { checkSeed } from "./check-seed.ts";
import { createBuilder } from "./create-builder.ts";
import { SeedError } from "./seed-error.ts";

/** A sandbox to start with: what is not given is built. */
export type SandboxSeed = { readonly [Key in keyof Sandbox]?: Sandbox[Key] };

/** Completes the sandboxes of one team; `place` is how the test knows their list. */
export type Seeder = (seeds: readonly SandboxSeed[], place: string) => readonly Sandbox[];

/**
 * Makes what completes the sandboxes of an API: those without a `created_at` are created a
 * millisecond apart and in their order, the last one just before now, so that a cap on their
 * lifetime, however short, has not passed.
 *
 * @param clock milliseconds since the epoch
 * @throws {SeedError} when a seed is not what the API could have; nothing of its team is kept then
 */
export function createSeeder(seed: number, clock: () => number): Seeder {
  const build = createBuilder({ seed });
  const known = new Set<string>();

  return (seeds, place) => {
    const now = clock();
    const here = new Map<string, string>();
    const sandboxes = seeds.map((fields, index) => {
      const own = `${place}[${index}]`;
      const created_at = fields.created_at ?? new Date(now - seeds.length + index).toISOString();
      const sandbox = complete({ ...fields, created_at }, own);
      checkSeed(sandbox, own, now);
      const other = known.has(sandbox.id) ? "a sandbox of another team" : here.get(sandbox.id);
      if (other) throw new SeedError(`${own}.id is the id of ${other} too: ${sandbox.id}.`);
      here.set(sandbox.id, own);
      return sandbox;
    });
    for (const id of here.keys()) known.add(id);
    return sandboxes;
  };

  function complete(fields: SandboxSeed, place: string): Sandbox {
    try {
      return build("Sandbox", fields);
    } catch (error) {
      // A property that does not exist: the types keep it out where there are types.
      throw new SeedError(`${place}: ${(error as Error).message}`, { cause: error });
    }
  }
}
