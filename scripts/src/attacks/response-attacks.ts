import { inspect } from "node:util";
import { SandboxesError } from "@sandboxes/client";
import type { Attack } from "./attack.ts";
import { callHostile } from "./call-hostile.ts";
import { apiKey, hostileResponses } from "./hostile-responses.ts";
import { growthAttacks } from "./response-growth.ts";

/** The maximum time that a call may block the event loop, in milliseconds. It allows for a busy machine. */
const longestBlock = 1000;

/** Measures the longest time that the event loop was blocked. */
function watchLoop(): () => number {
  let [longest, last] = [0, performance.now()];
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 10);
  return () => {
    clearInterval(timer);
    return Math.max(longest, performance.now() - last);
  };
}

/** @returns what is wrong with the outcome of a call, if anything */
function problemOf(outcome: unknown): string | undefined {
  const shown = inspect(outcome, { depth: 10, showHidden: true });
  if (shown.includes(apiKey) || String(outcome).includes(apiKey)) return "the key is shown";
  if ("hit" in {}) return "a prototype was changed";
  if (outcome instanceof Error && !(outcome instanceof SandboxesError))
    return `an error of another kind: ${String(outcome)}`;
  return undefined;
}

/** Hostile responses to the client, without and with a check against the API's document. */
export const responseAttacks: readonly Attack[] = [
  ...hostileResponses.flatMap(({ name, call, respond }) =>
    [false, true].map((isValidated) => ({
      name: isValidated ? `${name}, validated` : name,
      run: async () => {
        const longest = watchLoop();
        const outcome = await callHostile(call, respond, { isValidated }).catch(
          (error: unknown) => error,
        );
        const blocked = longest();
        if (blocked > longestBlock) return `blocked the event loop for ${blocked.toFixed(0)} ms`;
        return problemOf(outcome);
      },
    })),
  ),
  ...growthAttacks,
];
