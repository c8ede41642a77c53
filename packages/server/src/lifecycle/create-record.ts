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
 * @example
 * await store.addSandbox(createRecord(team.id, sandbox));
 */
export function createRecord(
  team: string,
  sandbox: Sandbox,
  {
    template = defaultTemplate,
    envVars = {},
  }: Partial<Pick<SandboxRecord, "template" | "envVars">> = {},
): SandboxRecord {
  const accessToken = createAccessToken();
  const timeout =
    sandbox.status === "active" && sandbox.timeout_seconds !== undefined
      ? planTimeout(toMs(sandbox.created_at), sandbox.timeout_seconds)
      : {};
  return planDeletion({
    team,
    sandbox,
    accessToken,
    template,
    envVars,
    revision: 0,
    ...timeout,
  });
}

/** @returns a new opaque token of 256 random bits */
export function createAccessToken(): string {
  return `sat_${randomHex(32)}`;
}
