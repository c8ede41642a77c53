import type { MaybePromise } from "../maybe-promise.ts";

/** The state of a lease: `mine`, `wanted` (mine, but another holder waits), or `taken` by another holder. */
export type LeaseState = "mine" | "wanted" | "taken";

/** Options for saving a disk. */
export interface SaveDiskOptions {
  /** Saves only if this holder has the lease. If absent, leases are not checked. */
  readonly holder?: string;
  /** Pieces that the disk no longer needs. */
  readonly dropped?: readonly number[];
}

/**
 * Stores the disks of sandboxes: one description per disk, which a runtime writes, and numbered pieces of
 * content. All of it is removed with the sandbox.
 *
 * Only the holder of a disk's lease changes the disk, so the commands of one sandbox never run on two
 * servers at once. A lease expires unless it is renewed.
 */
export interface DiskStore {
  /**
   * Takes the lease of a disk, or renews it.
   *
   * @param holder identifies the server
   * @param ms the duration of the lease, in milliseconds; a request for a taken lease is remembered as long
   * @returns `taken` if another holder has the lease, or the sandbox does not exist
   */
  lease(team: string, id: string, holder: string, ms: number): MaybePromise<LeaseState>;
  /** Releases a lease early, if this holder has it. */
  release(team: string, id: string, holder: string): MaybePromise<void>;
  /**
   * Replaces the description of a disk.
   *
   * @returns whether the sandbox exists and the holder has its lease
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
   * Adds pieces. A piece with an existing number is replaced.
   *
   * @returns whether the sandbox exists and the holder has its lease
   */
  writePieces(
    team: string,
    id: string,
    holder: string,
    pieces: ReadonlyMap<number, Uint8Array>,
  ): MaybePromise<boolean>;
  /** @returns a piece; `undefined` if there is none with this number */
  readPiece(team: string, id: string, piece: number): MaybePromise<Uint8Array | undefined>;
}
