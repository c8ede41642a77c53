import type { Sandbox } from "@sandboxes/schema";
import { schemas } from "@sandboxes/schema/schemas";
import { checkSeed } from "./check-seed.ts";
import { buildFrom } from "../build/create-builder.ts";
import { createSource } from "../build/create-source.ts";
import { SeedError } from "./seed-error.ts";

const { maximum: longestCountdown } = schemas.CreateSandbox.properties.auto_delete_seconds;

/** An initial sandbox. Required fields that you leave out are built. */
export type SandboxSeed = { readonly [Key in keyof Sandbox]?: Sandbox[Key] };

/** Completes the sandboxes of one team. `place` is the position of the list, for errors. */
export type Seeder = (seeds: readonly SandboxSeed[], place: string) => readonly Sandbox[];

/** Options for a seeder. */
export interface SeederOptions {
  readonly seed: number;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** The maximum number of sandboxes of a team. */
  readonly maxSandboxes: number;
}

/**
 * Creates a function that completes the initial sandboxes of an API. Sandboxes without a `created_at` get
 * times a millisecond apart, in their order. The last one is created just before now, so that even the
 * shortest timeout is not over yet.
 *
 * @throws {SeedError} if the API could not have one of the sandboxes. It then adds none of the team
 */
export function createSeeder({ seed, clock, maxSandboxes }: SeederOptions): Seeder {
  const source = createSource(seed, "seeder");
  const build = buildFrom(source);
  const known = new Set<string>();

  return (seeds, place) => {
    checkList(seeds, place, maxSandboxes);
    const now = clock();
    const here = new Map<string, string>();
    // A sparse array has seeds that are `undefined`.
    const sandboxes = Array.from(seeds, (fields, index) => {
      const own = `${place}[${index}]`;
      const sandbox = complete(fields, now - seeds.length + index, own);
      checkSeed(sandbox, own, now);
      const other = known.has(sandbox.id) ? "a sandbox of another team" : here.get(sandbox.id);
      if (other)
        throw new SeedError(
          `${own}.id is the id of ${other} too: ${sandbox.id}. Give one of them another id; two builders of one seed build the same ids.`,
        );
      here.set(sandbox.id, own);
      return sandbox;
    });
    for (const id of here.keys()) known.add(id);
    return sandboxes;
  };

  function complete(fields: SandboxSeed, created: number, place: string): Sandbox {
    if (typeof fields !== "object" || fields === null || Array.isArray(fields))
      throw new SeedError(
        `${place} must be an object, such as { name: "demo" }, or {} for a sandbox that is built.`,
      );
    const { created_at = new Date(created).toISOString(), status } = fields;
    // A sandbox that is or was paused has a snapshot.
    const snapshot = status === "paused" || status === "resuming" ? source.uuid() : undefined;
    const { snapshot_id = snapshot } = fields;
    const shot = snapshot_id === undefined ? {} : { snapshot_id };
    try {
      return build("Sandbox", { ...countdownOf(fields), ...fields, created_at, ...shot });
    } catch (error) {
      // The property does not exist. TypeScript finds that earlier, JavaScript does not.
      throw new SeedError(`${place}: ${(error as Error).message}`, { cause: error });
    }
  }

  /** @returns the countdown of a paused sandbox, as if it was paused now; an empty object if it has none */
  function countdownOf({ status, auto_delete_seconds: seconds }: SandboxSeed): SandboxSeed {
    const isPossible = typeof seconds === "number" && seconds >= 0 && seconds <= longestCountdown;
    if (status !== "paused" || !isPossible) return {};
    return { auto_delete_at: new Date(clock() + seconds * 1000).toISOString() };
  }
}

function checkList(seeds: readonly SandboxSeed[], place: string, most: number): void {
  if (!Array.isArray(seeds))
    throw new SeedError(`${place} must be a list of sandboxes, such as [{ name: "demo" }].`);
  if (seeds.length > most)
    throw new SeedError(
      `${place} has ${seeds.length} sandboxes, and a team may have ${most}. Give fewer, or a higher maxSandboxes.`,
    );
}
