import type { MessagePort } from "node:worker_threads";
import type { Disk, OpenDisk } from "./open-disk.ts";
import type { Pieces } from "../runtime.ts";

/** The disk of one machine. It is opened when it is first needed. */
export interface MachineDisk {
  /** Opens the disk. @throws {Error} if the image is not from this runtime */
  opened(): Promise<void>;
  /** @returns a port for one command */
  connect(): Promise<MessagePort>;
  /** @returns the image of the disk; the same array as before if nothing has changed */
  save(): Promise<Uint8Array>;
  close(): void;
}

/** @param image the result of `save` of a disk with these pieces. If it is missing or empty, the disk is new */
export function createMachineDisk(
  openDisk: OpenDisk,
  pieces: Pieces,
  image: Uint8Array | undefined,
): MachineDisk {
  let current = image ?? new Uint8Array();
  let open: { readonly disk: Disk; readonly opened: Promise<void> } | undefined;
  const layOut = async (): Promise<Disk> => {
    if (!open) {
      const disk = openDisk(pieces);
      open = { disk, opened: disk.open(current.length > 0 ? current : undefined) };
    }
    const { disk, opened } = open;
    try {
      await opened;
      return disk;
    } catch (error) {
      disk.close();
      // The next command tries again.
      if (open.disk === disk) open = undefined;
      throw error;
    }
  };
  return {
    opened: async () => void (await layOut()),
    connect: async () => await (await layOut()).connect(),
    save: async () => {
      // A disk that could not be opened has not changed.
      const disk = open && (await layOut().catch(() => undefined));
      const saved = await disk?.save();
      if (saved) {
        pieces.drop(saved.dropped);
        current = saved.index;
      }
      return current;
    },
    close: () => {
      open?.disk.close();
      open = undefined;
    },
  };
}

/** Stores pieces in memory, for a machine without a store for them. */
export function createMemoryPieces(): Pieces {
  const kept = new Map<number, Uint8Array>();
  return {
    read: async (piece) => {
      const bytes = kept.get(piece);
      if (!bytes) throw new Error(`Piece ${piece} of the disk is missing.`);
      return bytes.slice();
    },
    write: async (pieces) => {
      for (const [piece, bytes] of pieces) kept.set(piece, bytes);
    },
    drop: (pieces) => {
      for (const piece of pieces) kept.delete(piece);
    },
  };
}
