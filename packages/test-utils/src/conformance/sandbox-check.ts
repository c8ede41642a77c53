import type { Sandbox, SandboxWithToken } from "@sandboxes/schema";
import type { Check, CheckContext } from "@sandboxes/test-double/conformance";

/** Facts about the target that its address does not show. */
export interface SandboxCheckOptions {
  /**
   * A key of another team, to check that teams do not see each other's sandboxes.
   *
   * @default none: that is not checked
   */
  readonly otherApiKey?: string;
  /**
   * How many sandboxes the team may have. The check creates that many, and deletes them.
   *
   * @default none: that is not checked
   */
  readonly maxSandboxes?: number;
}

/** The fields of a create request that the checks use. Invalid values are part of the checks. */
export type CreateFields = Readonly<Record<string, unknown>>;

/** A check of the sandboxes API: what it cites is a sentence of the spec. */
export type SandboxCheck = readonly [
  name: string,
  cites: string,
  run: (context: CheckContext, options: SandboxCheckOptions) => Promise<void>,
];

/** @returns the checks with their options applied */
export function toChecks(
  list: readonly SandboxCheck[],
  options: SandboxCheckOptions,
): readonly Check[] {
  return list.map(([name, cites, run]) => ({
    name,
    cites,
    run: async (context) => await run(context, options),
  }));
}

/** Creates a sandbox that is deleted after the check. */
export async function createSandbox(
  context: CheckContext,
  fields: CreateFields = {},
): Promise<SandboxWithToken> {
  const body = { name: "conformance", ...fields };
  const response = await context.call("createSandbox", { body });
  const { status } = response;
  const sandbox = response.body as SandboxWithToken;
  if (status === 201)
    context.onEnd(async () => {
      const { status: deleted } = await context.call("deleteSandbox", {
        path: { sandbox_id: sandbox.id },
      });
      context.require(deleted === 204 || deleted === 404, `The clean-up returned ${deleted}.`);
    });
  const given = JSON.stringify(fields).slice(0, 120);
  context.require(
    status === 201,
    `A create with ${given} returned ${status} instead of 201: ${JSON.stringify(response.body)}.`,
  );
  return sandbox;
}

/** Calls an operation of one sandbox and requires a status. @returns the body */
export async function callOn(
  context: CheckContext,
  operation: string,
  id: string,
  status: number,
  body?: unknown,
): Promise<unknown> {
  const response = await context.call(operation, { path: { sandbox_id: id }, body });
  requireStatus(context, response, status, operation);
  return response.body;
}

/** Reads a sandbox. */
export async function getSandbox(context: CheckContext, id: string): Promise<SandboxWithToken> {
  return (await callOn(context, "getSandbox", id, 200)) as SandboxWithToken;
}

/** Lists sandboxes. @param query the query as it is sent */
export async function listSandboxes(context: CheckContext, query = ""): Promise<Sandbox[]> {
  const response = await context.call("listSandboxes", { query });
  requireStatus(context, response, 200, `listSandboxes?${query}`);
  return response.body as Sandbox[];
}

const codes: Readonly<Record<number, string>> = {
  400: "bad_request",
  401: "auth_failed",
  404: "not_found",
  409: "conflict",
  413: "bad_request",
};

/** Requires a status, and the code that the spec gives an error of this status. */
export function requireStatus(
  context: CheckContext,
  { status, body }: { readonly status: number; readonly body: unknown },
  wanted: number,
  what: string,
): void {
  context.require(status === wanted, `${what} returned ${status} instead of ${wanted}.`);
  const code = codes[wanted];
  const { error } = Object(body) as { error?: { code?: string } };
  if (code !== undefined)
    context.require(
      error?.code === code,
      `${what} has the code ${error?.code} instead of ${code}.`,
    );
}

/** Requires that two values are equal as JSON. */
export function requireEqual(
  context: CheckContext,
  received: unknown,
  expected: unknown,
  what: string,
): void {
  const [a, b] = [toText(received), toText(expected)];
  context.require(a === b, `${what}: expected ${b}, received ${a}.`);
}

/** Serializes a value with sorted property names. */
function toText(value: unknown): string {
  const sort = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(sort);
    if (typeof each !== "object" || each === null) return each;
    return Object.fromEntries(
      Object.entries(each)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, inner]) => [name, sort(inner)]),
    );
  };
  return JSON.stringify(sort(value)) ?? "nothing";
}

/** A text that no other run uses, so that a check finds only its own sandboxes. */
export function marker(): string {
  return crypto.randomUUID();
}
