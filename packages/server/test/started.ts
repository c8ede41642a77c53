import type { SandboxWithToken } from "@sandboxes/schema";
import { expect } from "vitest";
import { type Answer, type CallOptions, call } from "./call.ts";
import { type Fixture, fixture } from "./fixture.ts";

type OperationId = Parameters<typeof call>[1];

/** An API, and how its first team calls it. */
export interface Started extends Fixture {
  ask(id: OperationId, options?: Partial<CallOptions>): Promise<Answer>;
  /** Makes a sandbox, called demo unless the body says otherwise. */
  create(body?: object): Promise<SandboxWithToken>;
}

export async function started(options?: Parameters<typeof fixture>[0]): Promise<Started> {
  const api = await fixture(options);
  const ask: Started["ask"] = async (id, given) =>
    await call(api.app, id, { apiKey: api.apiKey, ...given });
  const create: Started["create"] = async (body) => {
    const answer = await ask("createSandbox", { body: { name: "demo", ...body } });
    expect(answer.status).toBe(201);
    return answer.body as SandboxWithToken;
  };
  return { ...api, ask, create };
}
