import type { DiskStore, LeaseState, SaveDiskOptions } from "../disk-store.ts";

interface Lease {
  readonly holder: string;
  readonly endsAt: number;
  wantedUntil: number;
}

/** The stored data of one sandbox. */
interface Kept {
  disk?: Uint8Array;
  lease?: Lease;
  readonly pieces: Map<number, Uint8Array>;
}

/** Stores disks in memory. */
export class MemoryDisks implements DiskStore {
  readonly #kept = new Map<string, Kept>();
  readonly #has: (team: string, id: string) => boolean;

  /** @param has returns whether a team has a sandbox */
  constructor(has: (team: string, id: string) => boolean) {
    this.#has = has;
  }

  lease(team: string, id: string, holder: string, ms: number): LeaseState {
    if (!this.#has(team, id)) return "taken";
    const now = Date.now();
    const kept = this.#of(id);
    const { lease } = kept;
    if (lease && lease.holder !== holder && lease.endsAt > now) {
      lease.wantedUntil = now + ms;
      return "taken";
    }
    const wantedUntil = lease?.holder === holder ? lease.wantedUntil : 0;
    kept.lease = { holder, endsAt: now + ms, wantedUntil };
    return wantedUntil > now ? "wanted" : "mine";
  }

  release(_: string, id: string, holder: string): void {
    const kept = this.#kept.get(id);
    if (kept?.lease?.holder === holder) delete kept.lease;
  }

  save(team: string, id: string, disk: Uint8Array, options: SaveDiskOptions = {}): boolean {
    const { holder, dropped = [] } = options;
    if (!this.#isHeld(team, id, holder)) return false;
    const kept = this.#of(id);
    kept.disk = disk.slice();
    for (const piece of dropped) kept.pieces.delete(piece);
    return true;
  }

  load(team: string, id: string): Uint8Array | undefined {
    return this.#has(team, id) ? this.#kept.get(id)?.disk?.slice() : undefined;
  }

  writePieces(
    team: string,
    id: string,
    holder: string,
    pieces: ReadonlyMap<number, Uint8Array>,
  ): boolean {
    if (!this.#isHeld(team, id, holder)) return false;
    for (const [piece, bytes] of pieces) this.#of(id).pieces.set(piece, bytes.slice());
    return true;
  }

  readPiece(team: string, id: string, piece: number): Uint8Array | undefined {
    return this.#has(team, id) ? this.#kept.get(id)?.pieces.get(piece)?.slice() : undefined;
  }

  /** Removes the disk of a deleted sandbox. */
  forget(id: string): void {
    this.#kept.delete(id);
  }

  #isHeld(team: string, id: string, holder: string | undefined): boolean {
    if (!this.#has(team, id)) return false;
    return holder === undefined || this.#kept.get(id)?.lease?.holder === holder;
  }

  #of(id: string): Kept {
    let kept = this.#kept.get(id);
    if (!kept) this.#kept.set(id, (kept = { pieces: new Map() }));
    return kept;
  }
}
