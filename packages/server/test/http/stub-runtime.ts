import { EventEmitter, once } from "node:events";
import type { AppOptions } from "@sandboxes/server";

type Runtime = NonNullable<AppOptions["runtime"]>;
type Machine = Awaited<ReturnType<Runtime["start"]>>;

/** A runtime whose commands do what a test tells them to. */
export interface StubRuntime extends Runtime {
  /** Emits `start` when a command begins, and `abort` when it is to end; it ends by itself at `finish`. */
  readonly events: EventEmitter;
}

/**
 * Makes a runtime that runs no program: `wait` waits, and everything else is an echo that ends at
 * once. What a machine was told is what its disk holds.
 */
export function createStubRuntime(): StubRuntime {
  const events = new EventEmitter();
  const run: Machine["run"] = async ({ command }, { signal, write }) => {
    await write({ stdout: `${command}\n` });
    if (command !== "wait") return { exit_code: 0 };
    signal?.addEventListener("abort", () => events.emit("abort"));
    const finish = once(events, "finish", signal ? { signal } : {});
    events.emit("start");
    await finish;
    await write({ stdout: "done\n" });
    return { exit_code: 0 };
  };
  return {
    events,
    start: async (_, disk) => {
      let content = Buffer.from(disk ?? []);
      return {
        run: async (command, options) => {
          content = Buffer.concat([content, Buffer.from(`${command.command}\n`)]);
          return await run(command, options);
        },
        save: async () => new Uint8Array(content),
        stop: async () => void events.emit("finish"),
      };
    },
  };
}
