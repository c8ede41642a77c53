import { EventEmitter, once } from "node:events";
import type { AppOptions } from "@sandboxes/server";

type Runtime = NonNullable<AppOptions["runtime"]>;

/** A runtime whose commands do what a test tells them to. */
export interface StubRuntime extends Runtime {
  /** Emits `start` when a command begins, and `abort` when it is to end; it ends by itself at `finish`. */
  readonly events: EventEmitter;
}

/**
 * Makes a runtime that runs no program. A machine notes each command on its disk, and writes what it
 * finds there; `wait` goes on until it is told to finish.
 */
export function createStubRuntime(): StubRuntime {
  const events = new EventEmitter();
  const wait = async (
    stopped: AbortSignal,
    signal = new AbortController().signal,
  ): Promise<void> => {
    signal.addEventListener("abort", () => events.emit("abort"));
    const finish = once(events, "finish", { signal: AbortSignal.any([stopped, signal]) });
    events.emit("start");
    await finish.catch((error: unknown) => {
      if (!stopped.aborted) throw error;
    });
  };
  return {
    events,
    start: async (_, disk) => {
      let content = Buffer.from(disk ?? []);
      const stopped = new AbortController();
      return {
        run: async ({ command }, { signal, write }) => {
          content = Buffer.concat([content, Buffer.from(`${command}\n`)]);
          await write({ stdout: content.toString() });
          if (command === "wait") {
            await wait(stopped.signal, signal);
            await write({ stdout: "done\n" });
          }
          return { exit_code: 0 };
        },
        save: async () => new Uint8Array(content),
        stop: async () => stopped.abort(),
      };
    },
  };
}
