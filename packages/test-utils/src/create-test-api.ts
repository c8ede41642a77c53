import type { Sandbox, operations } from "@sandboxes/schema";
import { contract } from "@sandboxes/schema/contract";
import {
  type RateLimits,
  createApp,
  createDefaultRuntime,
  createKey,
  createMemoryStore,
  createRecord,
  createTeam,
} from "@sandboxes/server";
import { type Clock, type Double, createDouble, systemClock } from "@sandboxes/test-double";
import type { OnExec } from "./commands/command-answer.ts";
import { createCommandAnswers } from "./commands/command-answers.ts";
import { createScriptedRuntime } from "./commands/scripted-runtime.ts";
import { LeftoverError } from "./leftover-error.ts";
import { listSandboxes } from "./list-sandboxes.ts";
import { type SandboxSeed, createSeeder } from "./seeds/create-seeder.ts";
import { SeedError } from "./seeds/seed-error.ts";

/** The initial data of a team. */
export interface TeamSeed {
  /**
   * The initial sandboxes of the team.
   *
   * @default none
   */
  readonly sandboxes?: readonly SandboxSeed[];
}

/** Options for a test API. */
export interface TestApiOptions extends TeamSeed {
  /**
   * Further teams. `sandboxes` belongs to the first team.
   *
   * @default none
   */
  readonly teams?: readonly TeamSeed[];
  /**
   * The rate limits of the API, or whether it applies the documented ones.
   *
   * @default false
   * @example
   * await createTestApi({ rateLimit: { team: { perSecond: 1, burst: 3 } } });
   */
  readonly rateLimit?: boolean | RateLimits;
  /**
   * How long a sandbox is `resuming`, in milliseconds. A sandbox that is `resuming` at the start becomes active then,
   * too. With `Infinity` it stays in this state.
   *
   * @default 5
   */
  readonly resumeMs?: number;
  /**
   * Whether a shell runs the commands that `onExec` has no answer to. It needs Node and the package `just-bash`.
   * Without it, such a command gets a 503 response that names the command.
   *
   * @default false
   */
  readonly shell?: boolean;
  /**
   * The maximum number of sandboxes of a team, including the initial ones.
   *
   * @default 100
   */
  readonly maxSandboxes?: number;
  /**
   * The clock of the API and its faults: a clock such as that of `createTestClock`, or a function
   * that returns milliseconds since the epoch.
   *
   * @default the clock of the runtime, which follows fake timers
   */
  readonly clock?: Clock | (() => number);
  /**
   * Whether `fetch` throws a `ContractViolation` for a request that the spec does not define.
   * Otherwise the server responds to such a request.
   *
   * @default true
   */
  readonly strict?: boolean;
  /**
   * The seed for built values. The same seed builds the same values, except `created_at`, which comes from
   * the clock. The ids never equal those of a builder, whatever its seed.
   *
   * @default 1
   */
  readonly seed?: number;
}

/** One team of a test API. */
export interface TestTeam {
  /** An API key of the team. */
  readonly apiKey: string;
  /**
   * The sandboxes that the team has now, with all fields: the initial ones in the order of the seeds, then the others,
   * oldest first.
   */
  readonly sandboxes: readonly Sandbox[];
}

/**
 * The real API with its data in memory. Pass it to a client: `createClient(api)`. It is a test double,
 * so it can inject faults, and it records every request.
 */
export interface TestApi extends TestTeam, Double<operations> {
  /** The further teams, in the order of their seeds. */
  readonly teams: readonly TestTeam[];
  /**
   * Adds a team. It sees only its own sandboxes.
   *
   * @throws {SeedError} when the API could not have a seed
   */
  addTeam(team?: TeamSeed): Promise<TestTeam>;
  /** Answers commands. `reset` removes all answers. */
  readonly onExec: OnExec;
  /**
   * Checks that the test deleted every sandbox that it created. The initial sandboxes may stay.
   *
   * @throws {LeftoverError} naming the sandboxes that are left
   */
  verifyCleanup(): void;
}

// RFC 2606 reserves the top-level domain .test.
const baseUrl = "http://sandboxes.test";

/**
 * Creates an API for a test: the real server with its data in memory, an API key and initial sandboxes.
 * Only the network is replaced.
 *
 * @throws {SeedError} when the API could not have a seed
 * @example
 * const api = await createTestApi({ sandboxes: [{ name: "demo", metadata: { env: "prod" } }] });
 * const client = createClient(api);
 */
export async function createTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const { rateLimit = false, maxSandboxes = 100, resumeMs = 5, seed = 1, strict = true } = options;
  const now = readNow(options.clock);
  const store = createMemoryStore();
  const answers = createCommandAnswers();
  const clock = typeof options.clock === "object" ? options.clock : undefined;
  const runtime = createScriptedRuntime({
    answers,
    clock: clock ?? systemClock,
    shell: options.shell ? createDefaultRuntime() : undefined,
  });
  const app = createApp({ store, clock: now, rateLimit, maxSandboxes, resumeMs, runtime });
  const complete = createSeeder({ seed, clock: now, maxSandboxes });
  const double = createDouble<operations>({
    contract,
    baseUrl,
    seed,
    strict,
    respond: (request) => app.fetch(request),
    ...(clock && { clock }),
  });

  const addTeam = async (wanted: TeamSeed, place = ""): Promise<TestTeam> => {
    if (typeof wanted !== "object" || wanted === null)
      throw new SeedError(
        `${place || "A team"} must be an object, such as { sandboxes: [{ name: "demo" }] }.`,
      );
    const { sandboxes: seeds = [] } = wanted;
    const sandboxes = complete(seeds, place ? `${place}.sandboxes` : "sandboxes");
    const team = await createTeam(store);
    const activeAt = now() + resumeMs;
    for (const sandbox of sandboxes)
      await store.addSandbox(
        createRecord(team.id, sandbox, sandbox.status === "resuming" ? { activeAt } : {}),
      );
    const { apiKey } = await createKey(store, team);
    const initial = sandboxes.map(({ id }) => id);
    const list = (): readonly Sandbox[] => listSandboxes(store, team, initial, now());
    lists.push(() => list().filter(({ id }) => !initial.includes(id)));
    return {
      apiKey,
      get sandboxes() {
        return list();
      },
    };
  };
  /** List the sandboxes of each team that are not initial ones. */
  const lists: (() => readonly Sandbox[])[] = [];

  const first = await addTeam(options);
  const teams: TestTeam[] = [];
  for (const [index, other] of (options.teams ?? []).entries())
    teams.push(await addTeam(other, `teams[${index}]`));

  const { reset } = double;
  const api: TestApi = {
    ...double,
    apiKey: first.apiKey,
    get sandboxes() {
      return first.sandboxes;
    },
    teams,
    addTeam: async (team: TeamSeed = {}) => await addTeam(team),
    onExec: answers.add,
    verifyCleanup: () => {
      const left = lists.flatMap((list) => list());
      if (left.length > 0) throw new LeftoverError(left);
    },
    reset: () => {
      reset();
      answers.clear();
    },
  };
  return api;
}

/** Returns the function that supplies the time to the API. */
function readNow(clock: TestApiOptions["clock"]): () => number {
  if (typeof clock === "function") return clock;
  return clock ? clock.now : () => Date.now();
}
