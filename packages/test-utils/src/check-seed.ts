import type { Sandbox } from "@sandboxes/schema";
import { schemas } from "@sandboxes/schema/schemas";
import {
  CreateSandbox as CreateSandboxValidator,
  Sandbox as SandboxValidator,
} from "@sandboxes/schema/validators";
import { endOfLife, limitProblem } from "@sandboxes/server";
import { SeedError } from "./seed-error.ts";

/** What whoever creates a sandbox decides on: for that, there are rules that answers do not repeat. */
const chosen = new Set(Object.keys(schemas.CreateSandbox.properties));

/**
 * Holds a sandbox against the contract, so that a test does not start from what cannot be: against
 * what an answer is, and against what can be asked for.
 *
 * @param place how the test knows it, such as `sandboxes[2]`
 * @param now milliseconds since the epoch
 * @throws {SeedError} naming the sandbox and the field
 */
export function checkSeed(sandbox: Sandbox, place: string, now: number): void {
  const problem = limitProblem(sandbox);
  if (problem !== undefined) throw new SeedError(`${place}.${problem}`);
  const asked = Object.fromEntries(Object.entries(sandbox).filter(([name]) => chosen.has(name)));
  const [issue] = [
    ...SandboxValidator.issues(sandbox, 1),
    ...CreateSandboxValidator.issues(asked, 1),
  ];
  if (issue) throw new SeedError(`${place}${pathOf(issue.path)} ${issue.message}.`);
  checkRules(sandbox, place);
  checkTimes(sandbox, place, now);
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
}

function checkRules({ network }: Sandbox, place: string): void {
  if (!network || Object.values(network).some((list) => list.length > 0)) return;
  throw new SeedError(
    `${place}.network has no rule, and the API shows it only where there are some. Give a rule, or no network.`,
  );
}

function checkTimes(sandbox: Sandbox, place: string, now: number): void {
  const created = endOfLife({ ...sandbox, timeout_seconds: 0 });
  if (created > now)
    throw new SeedError(
      `${place}.created_at is later than the clock of the API, which says ${new Date(now).toISOString()}. Give an earlier created_at, or a clock that has reached it.`,
    );
  const end = endOfLife(sandbox);
  if (end > now) return;
  const ended = `the sandbox ended at ${new Date(end).toISOString()}, ${sandbox.timeout_seconds} seconds after its created_at`;
  throw new SeedError(
    `${place}.timeout_seconds has passed: ${ended}, so the API would not list it. Give a later created_at, or a clock that is before its end.`,
  );
}
