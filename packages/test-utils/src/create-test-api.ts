import type { Sandbox } from "@sandboxes/schema";
import {
  createApp,
  createKey,
  createMemoryStore,
  createRecord,
  createTeam,
} from "@sandboxes/server";
import { type SandboxSeed, createSeeder } from "./create-seeder.ts";
import { orAborted } from "./or-aborted.ts";
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
   * The clock of the API, in milliseconds since the epoch.
   *
   * @default Date.now
   */
  readonly clock?: () => number;
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

/** The API on a socket. `await using` closes it at the end of its scope. */
export interface TestListener {
  /** The base URL, such as `http://127.0.0.1:41234`. */
  readonly url: string;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The real API with its data in memory. Pass it to a client: `createClient(api)`. */
export interface TestApi extends TestTeam {
  /**
   * Responds in the same process, with the signature of the global `fetch`. The whole response is available
   * at once, so aborting afterwards has no effect.
   *
   * @throws {TypeError} for a host other than that of `baseUrl`, because a test must not use the network
   */
  readonly fetch: typeof globalThis.fetch;
  /** A base URL whose host does not exist. */
  readonly baseUrl: string;
  /** The further teams, in the order of their seeds. */
  readonly teams: readonly TestTeam[];
  /**
   * Adds a team. It sees only its own sandboxes.
   *
   * @throws {SeedError} when the API could not have a seed
   */
  addTeam(team?: TeamSeed): Promise<TestTeam>;
  /**
   * Serves the same API on a socket of this machine, for code that accepts no `fetch`. Needs Node.
   *
   * @param options.port the port; 0, the default, means any free port
   * @throws {Error} when the port is in use
   */
  listen(options?: { port?: number }): Promise<TestListener>;
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
  const { clock = Date.now, rateLimit = false, maxSandboxes = 100, seed = 1 } = options;
  const store = createMemoryStore();
  const app = createApp({ store, clock, rateLimit, maxSandboxes });
  const complete = createSeeder({ seed, clock, maxSandboxes });

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

  return {
    ...first,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      if (new URL(request.url).origin !== baseUrl)
        throw new TypeError(
          `The test API only responds at ${baseUrl}, not at ${request.url}. Pass the whole API to the client, createClient(api). For a server of api.listen(), leave out its fetch: createClient({ apiKey: api.apiKey, baseUrl: server.url }).`,
        );
      return await orAborted(request.signal, () => app.fetch(request));
    },
    baseUrl,
    teams,
    addTeam: async (team = {}) => await addTeam(team),
    // Loaded on demand, so that everything else also runs outside of Node.
    listen: async (where) => await (await import("@sandboxes/server/node")).listen(app, where),
  };
}
