import type { SandboxWithToken } from "@sandboxes/schema";
import { type Operation, operations } from "@sandboxes/schema/operations";
import { createKey, createTeam } from "@sandboxes/server";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { type Answer, call } from "../call.ts";
import { type Fixture, fixture, noon } from "../fixture.ts";
import { createStubRuntime } from "../http/stub-runtime.ts";
import type { Backend } from "../stores/backends.ts";
import { startBackends } from "../stores/start-backends.ts";
import {
  type Expected,
  type Listing,
  type Replacement,
  TeamModel,
  type Wanted,
} from "./team-model.ts";

type Id = keyof typeof operations;

/** The API under test, and the model of its expected behaviour. */
interface World {
  readonly api: Fixture;
  readonly keys: readonly string[];
  readonly model: TeamModel;
  /** The IDs of all sandboxes of all teams. */
  readonly ids: string[];
}

/** Random inputs of a step. Each step uses the ones that it needs. */
interface Choice {
  readonly team: number;
  /** The index of a sandbox of any team. It may not exist. */
  readonly which: number;
  readonly wanted: Wanted;
  readonly replacement: Replacement;
  readonly listing: Listing;
  readonly command: string;
  readonly milliseconds: number;
}

const cap = 3;
// Few values, so that teams share names, labels and times.
const metadata = fc.dictionary(
  fc.constantFrom("env", "__proto__", "é"),
  fc.constantFrom("", "x", "y"),
);
const rules = fc.subarray(["8.8.8.8", "0.0.0.0/0"]);
const network = fc.record({ allow_out: rules, deny_out: rules }, { requiredKeys: [] });
const timeout_seconds = fc.constantFrom(1, 60);
const auto_delete_seconds = fc.constantFrom(0, 1, 60);
const orNull = (values: fc.Arbitrary<number>): fc.Arbitrary<number | null> =>
  fc.oneof(values, fc.constant(null));
const choice: fc.Arbitrary<Choice> = fc.record({
  team: fc.nat({ max: 2 }),
  which: fc.nat({ max: 7 }),
  wanted: fc.record(
    {
      name: fc.constantFrom("a", "b"),
      timeout_seconds,
      auto_delete_seconds,
      metadata,
      network,
    },
    { requiredKeys: ["name"] },
  ),
  replacement: fc
    .record(
      {
        metadata,
        network,
        timeout_seconds: orNull(timeout_seconds),
        auto_delete_seconds: orNull(auto_delete_seconds),
      },
      { requiredKeys: [] },
    )
    .map((fields) => (Object.keys(fields).length === 0 ? { metadata: {} } : fields)),
  listing: fc.record(
    {
      metadata,
      status: fc.constantFrom("active", "paused", "failed"),
      limit: fc.constantFrom(1, 2, 1000),
      offset: fc.nat({ max: 3 }),
    },
    { requiredKeys: ["metadata"] },
  ),
  command: fc.constantFrom("one", "two"),
  milliseconds: fc.constantFrom(1, 999, 1000, 60_000),
});

type Step = (world: World, choice: Choice) => Promise<void>;

/** Calls each operation, and checks the result against the model. */
const steps: Readonly<Record<Id, Step>> = {
  getHealth: async (world, { team }) => meets(await ask(world, team, "getHealth"), { status: 200 }),

  createSandbox: async ({ model, ids, ...world }, { team, wanted }) => {
    const hadRoom = model.hasRoom(team);
    const answer = await ask(world, team, "createSandbox", { body: wanted });
    expect(answer.status).toBe(hadRoom ? 201 : 429);
    if (!hadRoom) return;
    const made = answer.body as SandboxWithToken;
    expect(made).toEqual(model.create(team, wanted, made));
    expect(ids).not.toContain(made.id);
    ids.push(made.id);
  },

  listSandboxes: async ({ api, keys, model }, { team, listing }) => {
    const { metadata: filter, ...page } = listing;
    const pairs = Object.entries(filter).map(([key, value]) => [`metadata.${key}`, value]);
    const others = Object.entries(page).map(([name, value]) => [name, String(value)]);
    const query = new URLSearchParams([...pairs, ...others]);
    const response = await api.get(`/sandboxes?${query}`, keys[team]);
    expect(await response.json()).toEqual(model.list(team, listing));
  },

  getSandbox: async (world, { team, which }) => {
    const id = idOf(world, which);
    meets(await ask(world, team, "getSandbox", { id }), world.model.get(team, id));
  },

  updateSandbox: async (world, { team, which, replacement: body }) => {
    const id = idOf(world, which);
    const answer = await ask(world, team, "updateSandbox", { id, body });
    meets(answer, world.model.update(team, id, body));
  },

  deleteSandbox: async (world, { team, which }) => {
    const id = idOf(world, which);
    meets(await ask(world, team, "deleteSandbox", { id }), world.model.delete(team, id));
  },

  pauseSandbox: async (world, { team, which }) => {
    const id = idOf(world, which);
    const before = world.model.get(team, id).body as SandboxWithToken | undefined;
    meets(await ask(world, team, "pauseSandbox", { id }), world.model.pause(team, id));
    const after = await learn(world, team, id);
    // A countdown of 0 seconds deletes it with the pause.
    if (before?.status === "active" && after)
      expect(after.snapshot_id).not.toBe(before.snapshot_id);
  },

  resumeSandbox: async (world, { team, which }) => {
    const id = idOf(world, which);
    const before = world.model.get(team, id).body as SandboxWithToken | undefined;
    const answer = await ask(world, team, "resumeSandbox", { id });
    meets(answer, world.model.resume(team, id));
    const after = await learn(world, team, id);
    if (answer.status !== 200) return;
    expect(answer.body).toEqual({ id, status: "active", access_token: after?.access_token });
    expect(after?.access_token).not.toBe(before?.access_token);
  },

  activateSandbox: async (world, { team, which }) => {
    const id = idOf(world, which);
    const answer = await ask(world, team, "activateSandbox", { id });
    meets(answer, world.model.activate(team, id));
    const after = await learn(world, team, id);
    if (answer.status === 200) expect(answer.body).toEqual(after);
  },

  execSandbox: async (world, { team, which, command }) => {
    const id = idOf(world, which);
    const answer = await ask(world, team, "execSandbox", { id, body: { command } });
    const { status, body: stdout } = world.model.exec(team, id, command);
    meets(
      answer,
      status === 200
        ? { status, body: { stdout, stderr: "", exit_code: 0, truncated: false } }
        : { status },
    );
    await learn(world, team, id);
  },

  execSandboxStream: async (world, { team, which, command }) => {
    const id = idOf(world, which);
    const answer = await ask(world, team, "execSandboxStream", { id, body: { command } });
    const { status, body: stdout } = world.model.exec(team, id, command);
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.body).toContain(`"stdout":${JSON.stringify(stdout)}`);
    await learn(world, team, id);
  },
};

const nobodys = "00000000-0000-4000-8000-ffffffffffff";

function idOf({ ids }: World, which: number): string {
  return ids.at(-1 - which) ?? nobodys;
}

async function ask(
  { api, keys }: Pick<World, "api" | "keys">,
  team: number,
  id: Id,
  options: { id?: string; body?: unknown } = {},
): Promise<Answer> {
  return await call(api.app, id, { apiKey: keys[team]!, ...options });
}

function meets(answer: Answer, expected: Expected): void {
  expect(answer.status).toBe(expected.status);
  if ("body" in expected) expect(answer.body).toEqual(expected.body);
}

/** Checks that the API differs from the model only in values that the API chooses. */
async function learn(
  world: World,
  team: number,
  id: string,
): Promise<SandboxWithToken | undefined> {
  const { status, body } = await ask(world, team, "getSandbox", { id });
  if (status !== 200) {
    expect(status).toBe(world.model.get(team, id).status);
    return undefined;
  }
  const shown = body as SandboxWithToken;
  world.model.learn(team, shown);
  meets({ status, headers: new Headers(), body }, world.model.get(team, id));
  return shown;
}

function pass({ api, model }: World, milliseconds: number): void {
  api.clock.now += milliseconds;
  model.now += milliseconds;
}

const ids: readonly Id[] = Object.values(operations).map(({ id }: Operation) => id as Id);
const often: readonly Id[] = ["createSandbox", "createSandbox", "getSandbox", "listSandboxes"];
const step = fc.tuple(fc.constantFrom<Id | "pass">(...ids, ...often, "pass"), choice);

const { backends, stop } = await startBackends();
afterAll(stop);

describe.each<Backend>(backends)("teams, over $name", ({ create, durable }) => {
  it("see and change only their own sandboxes, for any sequence of calls", async () => {
    expect.hasAssertions();
    const trial = async (sequence: readonly [Id | "pass", Choice][]): Promise<void> => {
      const place = await create();
      try {
        const store = await place.connect();
        const runtime = createStubRuntime();
        const api = await fixture({ store, runtime, maxSandboxes: cap, resumeMs: 0 });
        const { apiKey: third } = await createKey(store, await createTeam(store));
        const keys = [api.apiKey, api.otherKey, third];
        const world: World = { api, keys, model: new TeamModel(noon, cap), ids: [] };
        for (const [name, given] of sequence)
          await (name === "pass" ? pass(world, given.milliseconds) : steps[name](world, given));
        for (const [team] of keys.entries())
          await steps.listSandboxes(world, { ...sequence[0]![1], team, listing: { metadata: {} } });
      } finally {
        await place.clear();
      }
    };
    const sequences = fc.array(step, { minLength: 1, maxLength: 60, size: "max" });
    await fc.assert(fc.asyncProperty(sequences, trial), {
      numRuns: durable ? 20 : 100,
      // A failure is reported before the test's own timeout hides it.
      interruptAfterTimeLimit: 90_000,
      markInterruptAsFailure: true,
    });
  }, 120_000);
});
