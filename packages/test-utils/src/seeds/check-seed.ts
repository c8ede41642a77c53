import type { Sandbox } from "@sandboxes/schema";
import { schemas } from "@sandboxes/schema/schemas";
import {
  CreateSandbox as CreateSandboxValidator,
  Sandbox as SandboxValidator,
} from "@sandboxes/schema/validators";
import { timeoutEnd, limitProblem } from "@sandboxes/server";
import { SeedError } from "./seed-error.ts";

/** The fields of a create request. They have limits that responses do not repeat. */
const chosen = new Set(Object.keys(schemas.CreateSandbox.properties));

/**
 * Checks that the API could have a sandbox: it must be a valid response, and its fields must be valid in a
 * create request.
 *
 * @param place the position of the seed, such as `sandboxes[2]`
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
  checkCountdown(sandbox, place, now);
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

function checkCountdown(sandbox: Sandbox, place: string, now: number): void {
  const { status, auto_delete_seconds, auto_delete_at } = sandbox;
  if (auto_delete_at === undefined) return;
  if (status !== "paused" || auto_delete_seconds === undefined)
    throw new SeedError(
      `${place}.auto_delete_at is only there while a sandbox is paused and has auto_delete_seconds. Give both, or no auto_delete_at.`,
    );
  if (Date.parse(auto_delete_at) > now) return;
  throw new SeedError(
    `${place} was deleted at ${auto_delete_at}, its auto_delete_at. Give a later one, or more auto_delete_seconds.`,
  );
}

function checkTimes(sandbox: Sandbox, place: string, now: number): void {
  const created = timeoutEnd({ ...sandbox, timeout_seconds: 0 });
  if (created > now)
    throw new SeedError(
      `${place}.created_at is later than the clock of the API, which says ${new Date(now).toISOString()}. Give an earlier created_at, or a clock that has reached it.`,
    );
  const end = timeoutEnd(sandbox);
  if (end > now) return;
  if (sandbox.status !== "active") return;
  const ended = `the sandbox was paused at ${new Date(end).toISOString()}, ${sandbox.timeout_seconds} seconds after its created_at`;
  throw new SeedError(
    `${place}.timeout_seconds has passed: ${ended}, so the API would not return it as active. Give the status paused, a later created_at, or an earlier clock.`,
  );
}
