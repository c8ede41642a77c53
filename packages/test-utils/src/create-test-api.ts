import type { Sandbox, operations } from "@sandboxes/schema";
import { contract } from "@sandboxes/schema/contract";
import {
  createApp,
  createKey,
  createMemoryStore,
  createRecord,
  createTeam,
} from "@sandboxes/server";
import { type Clock, type Double, createDouble } from "@sandboxes/test-double";
import { type SandboxSeed, createSeeder } from "./create-seeder.ts";
import { SeedError } from "./seed-error.ts";

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
   * Whether the API applies the documented rate limits.
   *
   * @default false
   */
  readonly rateLimit?: boolean;
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
  /** The initial sandboxes with all fields, in the order of the seeds. */
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
  const { rateLimit = false, maxSandboxes = 100, seed = 1, strict = true } = options;
  const now = readNow(options.clock);
  const store = createMemoryStore();
  const app = createApp({ store, clock: now, rateLimit, maxSandboxes });
  const complete = createSeeder({ seed, clock: now, maxSandboxes });
  const double = createDouble<operations>({
    contract,
    baseUrl,
    seed,
    strict,
    respond: (request) => app.fetch(request),
    ...(typeof options.clock === "object" && { clock: options.clock }),
  });

  const addTeam = async (wanted: TeamSeed, place = ""): Promise<TestTeam> => {
    if (typeof wanted !== "object" || wanted === null)
      throw new SeedError(
        `${place || "A team"} must be an object, such as { sandboxes: [{ name: "demo" }] }.`,
      );
    const { sandboxes: seeds = [] } = wanted;
    const sandboxes = complete(seeds, place ? `${place}.sandboxes` : "sandboxes");
    const team = await createTeam(store);
    for (const sandbox of sandboxes) await store.addSandbox(createRecord(team.id, sandbox));
    const { apiKey } = await createKey(store, team);
    return { apiKey, sandboxes };
  };

  const first = await addTeam(options);
  const teams: TestTeam[] = [];
  for (const [index, other] of (options.teams ?? []).entries())
    teams.push(await addTeam(other, `teams[${index}]`));

  return Object.assign(double, {
    ...first,
    teams,
    addTeam: async (team: TeamSeed = {}) => await addTeam(team),
  });
}

/** Returns the function that supplies the time to the API. */
function readNow(clock: TestApiOptions["clock"]): () => number {
  if (typeof clock === "function") return clock;
  return clock ? clock.now : () => Date.now();
}
