import type { Sandbox } from "@sandboxes/schema";

/** A test created sandboxes and did not delete them. */
export class LeftoverError extends Error {
  override readonly name = "LeftoverError";
  readonly sandboxes: readonly Sandbox[];

  constructor(sandboxes: readonly Sandbox[]) {
    const names = sandboxes.map(({ id, name, status }) => `${name} (${id}, ${status})`);
    super(
      `The test did not delete ${sandboxes.length === 1 ? "a sandbox" : `${sandboxes.length} sandboxes`} that it created: ${names.join(", ")}.`,
    );
    this.sandboxes = sandboxes;
  }
}
