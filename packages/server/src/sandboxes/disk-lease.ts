import { raceAbort } from "../runtime/race-abort.ts";
import type { DiskStore } from "../store/disk-store.ts";

/** The right to change the disk of a sandbox. One server has it at a time. */
export interface DiskLease {
  /** Whether another server waits for the lease. */
  readonly isWanted: boolean;
  /** Gives the lease up. */
  release(): Promise<void>;
}

/** Options for `takeLease`. */
export interface LeaseOptions {
  readonly disks: DiskStore;
  readonly team: string;
  readonly id: string;
  /** Identifies the server. */
  readonly holder: string;
  /** How long the lease lasts without a renewal, in milliseconds. It is renewed after a tenth of this time. */
  readonly leaseMs: number;
}

/** The first and the longest delay between two attempts to take a lease, in milliseconds. */
const [firstWaitMs, longestWaitMs] = [10, 100];

/**
 * Waits until no other server has the lease of a disk, and takes it.
 *
 * @throws the reason of the signal if it is aborted first
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
    // If the lease is lost, the next change of the disk fails and reports it.
    isWanted = state !== "mine";
  };
  const renewLater = (): void => {
    timer = setTimeout(() => {
      // The next renewal tries again after an error of the store.
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
      // Gives the waiting server time to take the lease.
      if (isWanted) await sleep(1.5 * longestWaitMs);
    },
  };
}

async function sleep(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
