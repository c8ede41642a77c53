import type { Sandbox } from "@sandboxes/schema";
import { Sandbox as SandboxValidator } from "@sandboxes/schema/validators";
import { endOfLife, limitProblem } from "@sandboxes/server";
import { SeedError } from "./seed-error.ts";

/**
 * Holds a sandbox against the contract, so that a test does not start from what cannot be.
 *
 * @param place how the test knows it, such as `sandboxes[2]`
 * @param now milliseconds since the epoch
 * @throws {SeedError} naming the sandbox and the field
 */
export function checkSeed(sandbox: Sandbox, place: string, now: number): void {
  const problem = limitProblem(sandbox);
  if (problem !== undefined) throw new SeedError(`${place}.${problem}`);
  const [issue] = SandboxValidator.issues(sandbox);
  if (issue) throw new SeedError(`${[place, ...issue.path].join(".")} ${issue.message}.`);
  const end = endOfLife(sandbox);
  if (end > now) return;
  const ended = `the sandbox ended at ${new Date(end).toISOString()}, ${sandbox.timeout_seconds} seconds after its created_at`;
  throw new SeedError(
    `${place}.timeout_seconds has passed: ${ended}, so the API would not list it. Give a later created_at, or a clock that is before its end.`,
  );
}
