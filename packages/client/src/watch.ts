import { type CallOptions, type Settings, sleep, toLimit } from "@sandboxes/client-runtime";
import type { Sandbox } from "@sandboxes/schema";
import { isTemporary } from "./is-temporary.ts";

/** A change of a sandbox since the previous list. */
export type SandboxChange =
  | { type: "added"; sandbox: Sandbox; before?: undefined }
  | { type: "changed"; sandbox: Sandbox; before: Sandbox }
  | { type: "removed"; sandbox: Sandbox; before?: undefined };

/** Options for `watch`. The limits, `deadline` among them, are those of each list. */
export interface WatchOptions extends CallOptions {
  /** Watches only the sandboxes with this metadata. */
  metadata?: Readonly<Record<string, string>> | undefined;
  /**
   * The wait between two lists, in milliseconds.
   *
   * @default 5_000
   */
  interval?: number | undefined;
}

/** Watches the sandboxes of the team. */
export type Watch = (options?: WatchOptions) => AsyncGenerator<SandboxChange, void>;

/** Creates `watch` from the method that lists sandboxes. */
export function createWatch(
  list: (
    query: { metadata: Readonly<Record<string, string>> },
    options: CallOptions,
  ) => PromiseLike<readonly Sandbox[]>,
  { clock }: Pick<Settings, "clock">,
): Watch {
  return async function* watch({ metadata = {}, interval: given = 5_000, ...options } = {}) {
    const interval = toLimit("interval", given);
    /** @returns the list; `undefined` in an outage, after which the watch continues */
    const look = async (): Promise<readonly Sandbox[] | undefined> => {
      try {
        return await list({ metadata }, options);
      } catch (error) {
        if (isTemporary(error)) return undefined;
        throw error;
      }
    };
    for (let before = new Map<string, Sandbox>(); ;) {
      const sandboxes = await look();
      if (sandboxes) {
        const now = new Map<string, Sandbox>();
        for (const sandbox of sandboxes) {
          const known = before.get(sandbox.id);
          before.delete(sandbox.id);
          now.set(sandbox.id, sandbox);
          if (!known) yield { type: "added", sandbox };
          else if (JSON.stringify(known) !== JSON.stringify(sandbox))
            yield { type: "changed", sandbox, before: known };
        }
        for (const sandbox of before.values()) yield { type: "removed", sandbox };
        before = now;
      }
      await sleep(interval, clock, options.signal);
    }
  };
}
