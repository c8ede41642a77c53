import type { Operation } from "@sandboxes/schema/operations";
import { listen } from "@sandboxes/server/node";
import { fixture, put, sandbox } from "../fixture.ts";
import { exchange } from "../http/exchange.ts";
import { fullExample } from "../http/mutations.ts";
import { protocolCases } from "../http/protocol-cases.ts";
import { bodySchema, hold, problemsOf, refusals, resolve, table } from "../http/refusals.ts";
import { createStubRuntime } from "../http/stub-runtime.ts";
import type { Attack, AttackResult } from "./attack.ts";

async function sendBytes(request: string, wanted: number): Promise<AttackResult> {
  const { app } = await fixture();
  await using server = await listen(app);
  const { status } = await exchange(server.port, { pieces: [request] });
  const health = await fetch(`${server.url}/health`);
  return {
    withstood: status === wanted && health.status === 200,
    figure: `${status}, and /health ${health.status}`,
  };
}

async function sendMalformed(operation: Operation): Promise<AttackResult> {
  const failures: unknown[] = [];
  const onError = (error: unknown): void => void failures.push(error);
  const api = await fixture({ runtime: createStubRuntime(), onError });
  const one = sandbox();
  await put(api.store, api.team, one);
  await using server = await listen(api.app);
  const schema = bodySchema(operation);
  const body = schema && fullExample(schema, resolve);
  const all = [...refusals({ operation, id: one.id, apiKey: api.apiKey, body })];
  const problems: string[] = [];
  await hold(all, async (refusal) => {
    const answer = await exchange(server.port, refusal.sending).catch((error: Error) => error);
    const wrong =
      answer instanceof Error ? [answer.message] : problemsOf(answer, refusal, operation);
    if (wrong.length > 0) problems.push(`${refusal.title}: ${wrong.join("; ")}`);
  });
  problems.push(...failures.map(String));
  return {
    withstood: problems.length === 0,
    tried: all.length,
    failed: Math.min(problems.length, all.length),
    figure: `${all.length} requests${problems.length === 0 ? ", each rejected as documented" : `: ${problems.slice(0, 3).join("; ")}`}`,
  };
}

/** Malformed requests over raw sockets. */
export const socketAttacks: readonly Attack[] = [
  ...protocolCases.map(([name, request, status]) => ({
    name,
    run: async () => await sendBytes(request, status),
  })),
  ...table.map((operation) => ({
    name: `malformed requests of ${operation.id}`,
    run: async () => await sendMalformed(operation),
  })),
];
