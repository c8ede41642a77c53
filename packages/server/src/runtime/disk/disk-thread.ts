import { type MessagePort, parentPort } from "node:worker_threads";
import { hostDisk } from "./disk-host.ts";
import type { DiskLimits } from "./limits.ts";
import { silenceThread } from "../threads/silence-thread.ts";

/** Asks the thread to serve one more disk by a port. */
export interface HostMessage {
  readonly port: MessagePort;
  readonly limits: DiskLimits;
}

// The thread that holds the disks of running sandboxes. Whatever a command does to a disk, the thread
// of the server goes on. `open-disk.ts` starts it.
silenceThread();
parentPort?.on("message", ({ port, limits }: HostMessage) => {
  hostDisk(port, limits);
});
