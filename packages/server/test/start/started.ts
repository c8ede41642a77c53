import type { SandboxWithToken } from "@sandboxes/schema";
import { expect } from "vitest";
import { type Answer, type CallOptions, call } from "../call.ts";
import { type Fixture, fixture } from "../fixture.ts";

type OperationId = Parameters<typeof call>[1];

/** An API with functions to call it as its first team. */
export interface Started extends Fixture {
  ask(id: OperationId, options?: Partial<CallOptions>): Promise<Answer>;
  /** Creates a sandbox with the name demo, unless the body has another one. */
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
