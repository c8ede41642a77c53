import type { ResourceLimits, Worker } from "node:worker_threads";

/**
 * The memory limit for values of a command, in MiB. Node terminates a thread that needs more
 * (https://nodejs.org/api/worker_threads.html#workerresourcelimits).
 */
export const heapLimits: ResourceLimits = {
  maxOldGenerationSizeMb: 256,
  maxYoungGenerationSizeMb: 32,
};

/** The memory limit for buffers of a command, in bytes. They are outside of the heap. */
const maxBufferBytes = 167_772_160;

/** The interval between two measurements of buffers, in milliseconds. A thread fills about 2 MB per millisecond. */
const everyMs = 20;

/** Thrown when a thread exceeds its memory limit. */
export class OutOfMemory extends Error {
  override readonly name = "OutOfMemory";
}

/** Watches the memory of a thread outside of its heap. */
export interface MemoryWatch {
  /** Rejects with {OutOfMemory} when the thread exceeds the limit. Never resolves. */
  readonly exceeded: Promise<never>;
  stop(): void;
}

/**
 * Measures the buffers of a thread repeatedly until `stop`. Node before 22.16 cannot measure them, so only the
 * limits of just-bash apply there.
 */
export function watchMemory(worker: Worker): MemoryWatch {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const exceeded = new Promise<never>((_, reject) => {
    const measure = async (): Promise<void> => {
      const { external_memory: bytes } = await worker.getHeapStatistics();
      if (bytes > maxBufferBytes) reject(new OutOfMemory(`The buffers take ${bytes} bytes.`));
    };
    const measureLater = (): void => {
      timer = setTimeout(() => {
        // A thread that has ended cannot be measured.
        void measure()
          .catch(() => undefined)
          .then(() => {
            if (!isOver) measureLater();
          });
      }, everyMs).unref();
    };
    if ("getHeapStatistics" in worker) measureLater();
  });
  // Prevents an unhandled rejection.
  exceeded.catch(() => undefined);
  return {
    exceeded,
    stop: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
