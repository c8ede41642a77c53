import type { Sandbox } from "@sandboxes/schema";
import { randomHex } from "../keys/random-hex.ts";
import { planDeletion } from "./auto-delete.ts";
import type { SandboxRecord } from "./sandbox-record.ts";
import { planTimeout, toMs } from "./timeout.ts";
import { defaultTemplate } from "./templates.ts";

/**
 * Creates the record of a new sandbox, with a new access token.
 *
 * @param team ID of the team
 * @param activeAt when a sandbox that is `resuming` becomes active, in milliseconds since the epoch. Without it, the
 * sandbox stays in this state
 * @example
 * await store.addSandbox(createRecord(team.id, sandbox));
 */
export function createRecord(
  team: string,
  sandbox: Sandbox,
  {
    template = defaultTemplate,
    envVars = {},
    activeAt,
  }: Partial<Pick<SandboxRecord, "template" | "envVars" | "activeAt">> = {},
): SandboxRecord {
  const accessToken = createAccessToken();
  return planDeletion({
    team,
    sandbox,
    accessToken,
    template,
    envVars,
    revision: 0,
    ...planSession(sandbox, activeAt),
  });
}

/** @returns the times of the session of a new sandbox; an empty object if it has none that ends */
function planSession(
  { status, created_at, timeout_seconds }: Sandbox,
  activeAt: number | undefined,
): Partial<SandboxRecord> {
  if (activeAt !== undefined)
    return { activeAt, activeSince: activeAt, ...planTimeout(activeAt, timeout_seconds) };
  return status === "active" && timeout_seconds !== undefined
    ? planTimeout(toMs(created_at), timeout_seconds)
    : {};
}

/** @returns a new opaque token of 256 random bits */
export function createAccessToken(): string {
  return `sat_${randomHex(32)}`;
}
