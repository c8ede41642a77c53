import type { SandboxWithToken } from "@sandboxes/schema";
import { describe, expect, test } from "vitest";
import { type Clock, NotFoundError } from "@sandboxes/client";
import { type Settings, createApiClient } from "@sandboxes/client-runtime";
import { api } from "./client.gen.ts";
import { createWaitFor } from "./wait-for.ts";

/** A clock whose waits are over at once, and noted. */
function quickClock(waits: number[]): Clock {
  let now = 0;
  return {
    now: () => now,
    setTimeout: (run, milliseconds) => {
      waits.push(milliseconds);
      now += milliseconds;
      queueMicrotask(run);
    },
    clearTimeout: () => {},
  };
}

function limitsOf(options: { deadline?: number }): Settings["limits"] {
  return createApiClient(api, options).settings.limits;
}

const gone = new NotFoundError({ message: "no", code: "not_found", response: new Response() });

interface Waited {
  result: unknown;
  waits: number[];
  deadlines: unknown[];
}

/** Waits for "active", of a sandbox that has the given states one after the other, the last one for ever. */
async function waitWith(
  states: (string | Error)[],
  random: number,
  options: { deadline?: number; signal?: AbortSignal } = {},
  ofClient: { deadline?: number } = {},
): Promise<Waited> {
  const rest = [...states];
  const waits: number[] = [];
  const deadlines: unknown[] = [];
  const get = async (
    id: string,
    call: { deadline?: number | undefined },
  ): Promise<SandboxWithToken> => {
    deadlines.push(call.deadline);
    const status = (rest.length > 1 ? rest.shift() : rest[0]) as string | Error;
    if (status instanceof Error) throw status;
    return { id, status } as SandboxWithToken;
  };
  const waitFor = createWaitFor(get, {
    clock: quickClock(waits),
    random: () => random,
    limits: limitsOf(ofClient),
  });
  const result = await waitFor("a", "active", options).catch((error: unknown) => error);
  return { result, waits, deadlines };
}

const active = { id: "a", status: "active" };

describe("waits until the sandbox has the state", () => {
  test.each([
    ["has", ["active"], 1, []],
    ["comes to have", ["resuming", "starting", "active"], 1, [200, 300]],
    ["comes to have, at random intervals", ["resuming", "starting", "active"], 0, [100, 150]],
  ])("that it %s", async (_, states, random, waits) => {
    const waited = await waitWith(states, random);
    expect(waited.result).toEqual(active);
    expect(waited.waits).toEqual(waits);
  });

  test("at intervals that grow to 5 seconds", async () => {
    const { waits } = await waitWith([...Array<string>(14).fill("resuming"), "active"], 1);
    expect(waits.slice(-3)).toEqual([5_000, 5_000, 5_000]);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  });
});

test.each<[string, (string | Error)[], object]>([
  ["it failed", ["failed"], { name: "StateError", state: "failed" }],
  ["it fails", ["starting", "failed"], { name: "StateError", state: "failed" }],
  ["it is gone", ["resuming", gone], gone],
])("rejects at once when %s", async (_, states, wanted) => {
  const { result, waits } = await waitWith(states, 1);
  expect(result).toMatchObject(wanted);
  expect(waits).toHaveLength(states.length - 1);
});

test.each([
  ["the state that is waited for may be one that cannot be left", "failed"],
  ["any other", "paused"],
])("%s", async (_, status) => {
  const get = async (id: string): Promise<SandboxWithToken> => ({ id, status }) as SandboxWithToken;
  const waitFor = createWaitFor(get, {
    clock: quickClock([]),
    random: Math.random,
    limits: limitsOf({}),
  });
  expect(await waitFor("a", status as "active")).toEqual({ id: "a", status });
});

test("rejects before a wait that would end after the deadline, within which each call stays", async () => {
  const { result, waits, deadlines } = await waitWith(["resuming"], 1, { deadline: 600 });
  expect(result).toMatchObject({
    name: "TimeoutError",
    message: "Sandbox a is resuming, not active.",
  });
  expect(waits).toEqual([200, 300]);
  expect(deadlines).toEqual([600, 400, 100]);
});

test.each([
  ["5 minutes", {}, {}, 300_000],
  ["that of the client", {}, { deadline: 400_000 }, 400_000],
  ["that of the call", { deadline: 5 }, { deadline: 400_000 }, 5],
  ["none, when the call says so", { deadline: Infinity }, { deadline: 5 }, Infinity],
])("the deadline is %s", async (_, options, ofClient, wanted) => {
  expect((await waitWith(["active"], 1, options, ofClient)).deadlines).toEqual([wanted]);
});

test("rejects with the signal's reason during a wait", async () => {
  const controller = new AbortController();
  const clock = {
    now: () => 0,
    setTimeout: () => controller.abort("enough"),
    clearTimeout: () => {},
  };
  const get = async (): Promise<SandboxWithToken> =>
    ({ id: "a", status: "resuming" }) as SandboxWithToken;
  const waitFor = createWaitFor(get, { clock, random: Math.random, limits: limitsOf({}) });
  const { signal } = controller;
  await expect(waitFor("a", "active", { signal })).rejects.toBe("enough");
});
