import type { Sandbox } from "@sandboxes/schema";
import type { CallOptions } from "./call-options.ts";
import type { Settings } from "./client-options.ts";
import { readLimits } from "./limits.ts";
import { sleep } from "./sleep.ts";

/** What became of a sandbox since the last look. */
export type SandboxChange =
  | { type: "added"; sandbox: Sandbox; before?: undefined }
  | { type: "changed"; sandbox: Sandbox; before: Sandbox }
  | { type: "removed"; sandbox: Sandbox; before?: undefined };

/** What `watch` takes. `deadline`, as all limits, is that of each look. */
export interface WatchOptions extends CallOptions {
  /** Watches the sandboxes with these labels only. */
  metadata?: Readonly<Record<string, string>> | undefined;
  /**
   * How long it waits between two looks, in milliseconds.
   *
   * @default 5_000
   */
  interval?: number | undefined;
}

/** Watches the sandboxes of the team. */
export type Watch = (options?: WatchOptions) => AsyncGenerator<SandboxChange, void>;

/** Makes `watch` from the method that lists sandboxes. */
export function createWatch(
  list: (
    query: { metadata: Readonly<Record<string, string>> },
    options: CallOptions,
  ) => PromiseLike<readonly Sandbox[]>,
  { clock }: Pick<Settings, "clock">,
): Watch {
  return async function* watch({ metadata = {}, ...options } = {}) {
    const { interval } = readLimits(options, { interval: 5_000 });
    for (let before = new Map<string, Sandbox>(); ;) {
      const now = new Map<string, Sandbox>();
      for (const sandbox of await list({ metadata }, options)) {
        const known = before.get(sandbox.id);
        before.delete(sandbox.id);
        now.set(sandbox.id, sandbox);
        if (JSON.stringify(known) !== JSON.stringify(sandbox))
          yield { type: known ? "changed" : "added", sandbox, before: known } as SandboxChange;
      }
      for (const sandbox of before.values()) yield { type: "removed", sandbox };
      before = now;
      await sleep(interval, clock, options.signal);
    }
  };
}
