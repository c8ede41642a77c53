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

/** What a team starts with. */
export interface TeamSeed {
  /**
   * Its sandboxes.
   *
   * @default none
   */
  readonly sandboxes?: readonly SandboxSeed[];
}

/** What a test API starts with. */
export interface TestApiOptions extends TeamSeed {
  /**
   * Teams beside the first one, to which `sandboxes` belongs.
   *
   * @default none
   */
  readonly teams?: readonly TeamSeed[];
  /**
   * Whether requests are counted, and refused past the documented limits.
   *
   * @default false
   */
  readonly rateLimit?: boolean;
  /**
   * The most sandboxes that a team may have, as seeds and by what it creates.
   *
   * @default 100
   */
  readonly maxSandboxes?: number;
  /**
   * The time that the API lives by, in milliseconds since the epoch.
   *
   * @default Date.now
   */
  readonly clock?: () => number;
  /**
   * Decides on the values that are built. The same seed gives the same, but for `created_at`,
   * which is of the clock. The ids are never those of a builder, whatever its seed.
   *
   * @default 1
   */
  readonly seed?: number;
}

/** One team of a test API. */
export interface TestTeam {
  /** A key of the team. */
  readonly apiKey: string;
  /** What it started with, complete, in the order of the seeds. */
  readonly sandboxes: readonly Sandbox[];
}

/** The API on a socket. `await using` closes it at the end of its scope. */
export interface TestListener {
  /** Such as `http://127.0.0.1:41234`. */
  readonly url: string;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The real API, with its data in memory. Give it to a client as it is: `createClient(api)`. */
export interface TestApi extends TestTeam {
  /**
   * Answers in process, like the global `fetch`. An answer is there whole: to abort after it has no effect.
   *
   * @throws {TypeError} for any other host than that of `baseUrl`: a test must not reach out
   */
  readonly fetch: typeof globalThis.fetch;
  /** A host that exists nowhere. */
  readonly baseUrl: string;
  /** The teams beside the first one, in the order of their seeds. */
  readonly teams: readonly TestTeam[];
  /**
   * Adds a team, which sees only what is its own.
   *
   * @throws {SeedError} when a seed is not what the API could have
   */
  addTeam(team?: TeamSeed): Promise<TestTeam>;
  /**
   * Serves the same API on a socket of this machine, for what does not take a `fetch`. Needs Node.
   *
   * @param options.port 0, the default, takes any free port
   * @throws {Error} when the port is taken
   */
  listen(options?: { port?: number }): Promise<TestListener>;
}

// RFC 2606 keeps this name from ever being a host.
const baseUrl = "http://sandboxes.test";

/**
 * Makes the API for a test: the real server, over memory, with a key and the sandboxes that it is
 * to start with. Nothing is faked but the network.
 *
 * @throws {SeedError} when a seed is not what the API could have
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
          `The test API only answers at ${baseUrl}, and not at ${request.url}. Give the client all of it, createClient(api); or, for a server of api.listen(), leave its fetch out: createClient({ apiKey: api.apiKey, baseUrl: server.url }).`,
        );
      return await orAborted(request.signal, () => app.fetch(request));
    },
    baseUrl,
    teams,
    addTeam: async (team = {}) => await addTeam(team),
    // Loaded when it is asked for, so that the rest runs where Node does not.
    listen: async (where) => await (await import("@sandboxes/server/node")).listen(app, where),
  };
}
