import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import type { HostMessage } from "./disk-thread.ts";
import type { SavedDisk } from "./disk-host.ts";
import type { DiskLimits } from "./limits.ts";
import { connectCalls } from "../threads/port-calls.ts";
import type { Pieces } from "../runtime.ts";

/** A disk in the thread that holds disks. */
export interface Disk {
  /** Restores the disk of an index. @throws {Error} if it is not an index of this runtime */
  open(index?: Uint8Array): Promise<void>;
  /** @returns a port through which one command reads and changes the disk */
  connect(): Promise<MessagePort>;
  /** Writes new contents to the pieces. @returns `undefined` if nothing has changed since the last call */
  save(): Promise<SavedDisk | undefined>;
  close(): void;
}

/** Opens disks. */
export type OpenDisk = (pieces: Pieces) => Disk;

// An idle thread costs memory, but starting a new one takes time.
const idleMs = 10_000;
/** The memory limit for the trees of all disks, in MiB. The contents of files are not included. */
const resourceLimits = { maxOldGenerationSizeMb: 512 };

/**
 * Opens all disks in one thread, which starts with the first disk.
 *
 * @param url the file that the thread runs
 */
export function createDiskThread(url: URL, limits: DiskLimits): OpenDisk {
  let thread: Worker | undefined;
  let disks = 0;
  let ending: NodeJS.Timeout | undefined;

  const start = (): Worker => {
    clearTimeout(ending);
    if (thread) return thread;
    const started = new Worker(url, {
      env: {},
      execArgv: [],
      resourceLimits,
      stdout: true,
      stderr: true,
    });
    // Pending calls fail when their ports close.
    started.on("error", () => undefined);
    started.once("exit", () => {
      if (thread === started) thread = undefined;
    });
    started.unref();
    return (thread = started);
  };

  return (pieces) => {
    const { port1, port2 } = new MessageChannel();
    disks += 1;
    start().postMessage({ port: port2, limits } satisfies HostMessage, [port2]);
    const methods = {
      readPiece: async (piece: number) => await pieces.read(piece),
      writePieces: async (batch: ReadonlyMap<number, Uint8Array>) => await pieces.write(batch),
    };
    const calls = connectCalls(port1, methods, true);
    let isOpen = true;
    return {
      open: async (index) => {
        await calls.call("open", [index]);
      },
      connect: async () => {
        const { port1: near, port2: far } = new MessageChannel();
        await calls.call("attach", [far], [far]);
        return near;
      },
      save: async () => (await calls.call("save", [])) as SavedDisk | undefined,
      close: () => {
        calls.close();
        if (isOpen) disks -= 1;
        isOpen = false;
        if (disks > 0) return;
        clearTimeout(ending);
        ending = setTimeout(() => {
          if (disks === 0) void thread?.terminate();
        }, idleMs).unref();
      },
    };
  };
}
