import { EventEmitter, once } from "node:events";
import type { AppOptions } from "@sandboxes/server";

type Runtime = NonNullable<AppOptions["runtime"]>;

/** A runtime whose commands the test controls. */
export interface StubRuntime extends Runtime {
  /** Emits `start` when a command begins and `abort` when it must end. The test emits `finish` to end it. */
  readonly events: EventEmitter;
}

/**
 * Creates a runtime that runs no program. A machine appends each command to its disk, and outputs the
 * content of the disk. The command `wait` runs until the event `finish`.
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
