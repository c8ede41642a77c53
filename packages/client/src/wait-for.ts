import type { Sandbox, SandboxWithToken } from "@sandboxes/schema";
import type { CallOptions } from "./call-options.ts";
import { StateError } from "./errors/state-error.ts";
import { TimeoutError } from "./errors/timeout-error.ts";
import type { Settings } from "./client-options.ts";
import { sleep } from "./sleep.ts";

/** Waits until a sandbox has a state. */
export type WaitFor = (
  id: string,
  state: Sandbox["status"],
  options?: CallOptions,
) => Promise<SandboxWithToken>;

/** Makes `waitFor` from the method that asks for a sandbox. */
export function createWaitFor(
  get: (id: string, options: CallOptions) => Promise<SandboxWithToken>,
  { clock, random, limits }: Pick<Settings, "clock" | "random" | "limits">,
): WaitFor {
  const usual = limits.deadline < Infinity ? limits.deadline : 300_000;
  return async (id, state, { deadline = usual, ...options } = {}) => {
    const end = clock.now() + deadline;
    let left = deadline;
    for (let delay = 200; ; delay = Math.min(delay * 1.5, 5_000)) {
      const sandbox = await get(id, { ...options, deadline: left });
      const { status } = sandbox;
      if (status === state) return sandbox;
      const problem = `Sandbox ${id} is ${status}, not ${state}.`;
      if (status === "failed") throw new StateError(problem, status);
      // Half of it is left to chance, so that those who wait together do not ask together.
      const pause = delay * (0.5 + random() / 2);
      left = end - clock.now() - pause;
      if (left <= 0) throw new TimeoutError(problem);
      await sleep(pause, clock, options.signal);
    }
  };
}
