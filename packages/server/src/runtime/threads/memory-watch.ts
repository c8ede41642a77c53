import type { ResourceLimits, Worker } from "node:worker_threads";

/**
 * What a command may take for values, in MiB. Node ends a thread that needs more
 * (https://nodejs.org/api/worker_threads.html#workerresourcelimits).
 */
export const heapLimits: ResourceLimits = {
  maxOldGenerationSizeMb: 256,
  maxYoungGenerationSizeMb: 32,
};

/** What a command may take for buffers, which are outside of the heap, in bytes. */
const maxBufferBytes = 167_772_160;

/** How often buffers are measured, in milliseconds: a thread fills about 2 MB in one. */
const everyMs = 20;

/** The thread needed more memory than it may have, and was ended. */
export class OutOfMemory extends Error {
  override readonly name = "OutOfMemory";
}

/** Watches the memory of a thread that is outside of its heap. */
export interface MemoryWatch {
  /** Rejects with {OutOfMemory} when the thread has taken too much. Never resolves. */
  readonly exceeded: Promise<never>;
  stop(): void;
}

/**
 * Measures the buffers of a thread until told to stop. Node before 22.16 cannot measure them; there
 * the limits of just-bash are the only ones for buffers.
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
        // A thread that has ended has nothing to measure.
        void measure()
          .catch(() => undefined)
          .then(() => {
            if (!isOver) measureLater();
          });
      }, everyMs).unref();
    };
    if ("getHeapStatistics" in worker) measureLater();
  });
  // Nobody may be waiting for it.
  exceeded.catch(() => undefined);
  return {
    exceeded,
    stop: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
