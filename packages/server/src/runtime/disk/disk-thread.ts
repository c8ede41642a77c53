import { type MessagePort, parentPort } from "node:worker_threads";
import { hostDisk } from "./disk-host.ts";
import type { DiskLimits } from "./limits.ts";
import { silenceThread } from "../threads/silence-thread.ts";

/** Makes the thread serve one more disk on a port. */
export interface HostMessage {
  readonly port: MessagePort;
  readonly limits: DiskLimits;
}

// The thread that holds the disks of running sandboxes. Work on a disk never blocks the thread of the server. `open-disk.ts` starts it.
silenceThread();
parentPort?.on("message", ({ port, limits }: HostMessage) => {
  hostDisk(port, limits);
});
