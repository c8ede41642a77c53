import type { MaybePromise } from "../maybe-promise.ts";

/** Whether somebody may change a disk: `mine`, also when others wait (`wanted`), or not (`taken`). */
export type LeaseState = "mine" | "wanted" | "taken";

/** How to save a disk. */
export interface SaveDiskOptions {
  /** Saves only if this holder has the lease. Without it, leases do not matter. */
  readonly holder?: string;
  /** The pieces that the disk does not need any more. */
  readonly dropped?: readonly number[];
}

/**
 * Where a store keeps the disks of sandboxes: a description of each, which a runtime wrote, and numbered
 * pieces of content. All of it goes with the sandbox.
 *
 * Only the holder of a disk's lease changes it, so that the commands of one sandbox do not run on two
 * servers at once. A lease that is not renewed ends by itself.
 */
export interface DiskStore {
  /**
   * Takes the lease of a disk, or renews it.
   *
   * @param holder identifies the server
   * @param ms how long the lease lasts, in milliseconds; also how long others know that it is wanted
   * @returns `taken` when another holder has it, or there is no such sandbox
   */
  lease(team: string, id: string, holder: string, ms: number): MaybePromise<LeaseState>;
  /** Ends a lease early, if this holder has it. */
  release(team: string, id: string, holder: string): MaybePromise<void>;
  /**
   * Saves the description of a disk, in place of the one before.
   *
   * @returns whether there is such a sandbox, and the holder has its lease
   */
  save(
    team: string,
    id: string,
    disk: Uint8Array,
    options?: SaveDiskOptions,
  ): MaybePromise<boolean>;
  /** @returns the last saved disk; `undefined` if there is none */
  load(team: string, id: string): MaybePromise<Uint8Array | undefined>;
  /**
   * Adds pieces. A number that is there already gets the new content.
   *
   * @returns whether there is such a sandbox, and the holder has its lease
   */
  writePieces(
    team: string,
    id: string,
    holder: string,
    pieces: ReadonlyMap<number, Uint8Array>,
  ): MaybePromise<boolean>;
  /** @returns a piece; `undefined` when there is none with this number */
  readPiece(team: string, id: string, piece: number): MaybePromise<Uint8Array | undefined>;
}
