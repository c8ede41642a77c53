import {
  type CallOptions,
  type Settings,
  TimeoutError,
  monotonicNow,
  sleep,
} from "@sandboxes/client-runtime";
import type { SandboxStatus, SandboxWithToken } from "@sandboxes/schema";
import { isTemporary } from "./is-temporary.ts";
import { StateError } from "./state-error.ts";

/** The members of an open union that are listed. `string & {}`, which stands for all others, is not. */
type Listed<Member extends string> = Member extends unknown
  ? {} extends Record<Member, unknown>
    ? never
    : Member
  : never;

/** The states that the API's document lists. */
export type KnownStatus = Listed<SandboxStatus>;

/** Waits until a sandbox has a state. */
export type WaitFor = (
  id: string,
  state: KnownStatus,
  options?: CallOptions,
) => Promise<SandboxWithToken>;

/** Creates `waitFor` from the method that requests a sandbox. */
export function createWaitFor(
  get: (id: string, options: CallOptions) => PromiseLike<SandboxWithToken>,
  { clock, random, limits }: Pick<Settings, "clock" | "random" | "limits">,
): WaitFor {
  const usual = limits.deadline < Infinity ? limits.deadline : 300_000;
  return async (id, state, { deadline = usual, ...options } = {}) => {
    const end = monotonicNow(clock) + deadline;
    let problem = `Sandbox ${id} did not become ${state} in time.`;
    let cause: unknown;
    for (let delay = 200, left = deadline; ; delay = Math.min(delay * 1.5, 5_000)) {
      try {
        const sandbox = await get(id, { ...options, deadline: left });
        const { status } = sandbox;
        if (status === state) return sandbox;
        problem = `Sandbox ${id} is ${status}, not ${state}.`;
        cause = undefined;
        if (status === "failed") throw new StateError(problem, status);
      } catch (error) {
        if (!isTemporary(error)) throw error;
        cause = error;
      }
      // Half of the wait is random, so that clients that wait together do not ask together.
      const wait = delay * (0.5 + random() / 2);
      left = end - monotonicNow(clock) - wait;
      if (left <= 0) throw new TimeoutError(problem, undefined, cause ? { cause } : undefined);
      await sleep(wait, clock, options.signal);
    }
  };
}
