import { raceAbort } from "../runtime/race-abort.ts";
import type { DiskStore } from "../store/disk-store.ts";

/** The right to change the disk of a sandbox, which one server has at a time. */
export interface DiskLease {
  /** Whether another server waits for it. */
  readonly isWanted: boolean;
  /** Lets another server have it. */
  release(): Promise<void>;
}

/** Whose lease, and for how long. */
export interface LeaseOptions {
  readonly disks: DiskStore;
  readonly team: string;
  readonly id: string;
  /** Identifies the server. */
  readonly holder: string;
  /** How long it lasts if it is not renewed, in milliseconds. It is renewed ten times as often. */
  readonly leaseMs: number;
}

/** How often a server that waits asks again: soon at first, then less often, in milliseconds. */
const [firstWaitMs, longestWaitMs] = [10, 100];

/**
 * Waits until no other server has the lease of a disk, and takes it.
 *
 * @throws the signal's reason, when it is aborted first
 */
export async function takeLease(
  { disks, team, id, holder, leaseMs }: LeaseOptions,
  signal: AbortSignal,
): Promise<DiskLease> {
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    signal.throwIfAborted();
    if ((await disks.lease(team, id, holder, leaseMs)) !== "taken") break;
    await raceAbort(sleep(waitMs), signal);
  }
  let isWanted = false;
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const renew = async (): Promise<void> => {
    const state = await disks.lease(team, id, holder, leaseMs);
    // Should it be lost, the next change of the disk fails, which is reported.
    isWanted = state !== "mine";
  };
  const renewLater = (): void => {
    timer = setTimeout(() => {
      // A store that fails now may work the next time.
      void Promise.resolve()
        .then(renew)
        .catch(() => undefined)
        .then(() => {
          if (!isOver) renewLater();
        });
    }, leaseMs / 10);
  };
  renewLater();
  return {
    get isWanted() {
      return isWanted;
    },
    release: async () => {
      isOver = true;
      clearTimeout(timer);
      await disks.release(team, id, holder);
      // Time for the other server to see that it is free.
      if (isWanted) await sleep(1.5 * longestWaitMs);
    },
  };
}

async function sleep(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
