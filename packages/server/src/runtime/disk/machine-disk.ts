import type { MessagePort } from "node:worker_threads";
import type { Disk, OpenDisk } from "./open-disk.ts";
import type { Pieces } from "../runtime.ts";

/** The disk of one machine. It is laid out when it is needed first. */
export interface MachineDisk {
  /** Lays the disk out. @throws {Error} when the image is not one of this runtime */
  opened(): Promise<void>;
  /** @returns a port for one command */
  connect(): Promise<MessagePort>;
  /** @returns the image of the disk; the same array as before when nothing has changed */
  save(): Promise<Uint8Array>;
  close(): void;
}

/** @param image what `save` of a disk with these pieces returned; without it, or empty, the disk is new */
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
      // The next command may find what this one missed.
      if (open.disk === disk) open = undefined;
      throw error;
    }
  };
  return {
    opened: async () => void (await layOut()),
    connect: async () => await (await layOut()).connect(),
    save: async () => {
      // A disk that could not be laid out has not changed.
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

/** Keeps pieces in memory, for a machine that is given no others. */
export function createMemoryPieces(): Pieces {
  const kept = new Map<number, Uint8Array>();
  return {
    read: async (piece) => {
      const bytes = kept.get(piece);
      if (!bytes) throw new Error(`There is no piece ${piece} of the disk.`);
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
