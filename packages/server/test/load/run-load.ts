import { isDeepStrictEqual } from "node:util";
import type { SandboxWithToken } from "@sandboxes/schema";
import { type Store, createApp, createKey, createTeam } from "@sandboxes/server";
import { type Listener, listen } from "@sandboxes/server/node";
import { createStubRuntime } from "../http/stub-runtime.ts";
import type { Backend } from "../stores/backends.ts";
import { listAll } from "../stores/records.ts";
import { Caller, type Findings } from "./caller.ts";
import { type TeamState, cap, clients } from "./clients.ts";

const teams = 8;

/** Options of a load test. */
export interface LoadOptions {
  /** The minimum duration, in milliseconds. */
  readonly duration: number;
  /** The load continues until this returns true, but for at most ten times the duration. */
  readonly until?: (findings: Findings) => boolean;
  /** Called every second. */
  onSecond?(): void;
}

interface LoadedTeam {
  readonly id: string;
  readonly apiKey: string;
  readonly state: TeamState;
}

/**
 * Runs 64 clients of eight teams that call all operations at once, over two servers if the store can be
 * shared, and checks the final state.
 *
 * @returns the findings; no `problems` if every response and the final state are correct
 */
export async function runLoad(
  { create, durable }: Backend,
  { duration, until = () => true, onSecond }: LoadOptions,
): Promise<Findings> {
  const findings: Findings = { calls: 0, statuses: new Map(), problems: [] };
  const place = await create();
  const servers: Listener[] = [];
  const stores: Store[] = [];
  let [clearing, looking]: (ReturnType<typeof setInterval> | undefined)[] = [];
  try {
    for (let count = 0; count < (durable ? 2 : 1); count++) {
      const store = await place.connect();
      stores.push(store);
      const onError = (error: unknown): void => void findings.problems.push(String(error));
      const runtime = createStubRuntime();
      const options = { rateLimit: false, maxSandboxes: cap, resumeMs: 1, runtime, onError };
      servers.push(await listen(createApp({ store, ...options })));
    }
    const [store] = stores as [Store];
    clearing = setInterval(() => void store.removeEnded(Date.now()), 250);
    looking = setInterval(() => onSecond?.(), 1000);
    const all = await Promise.all(
      Array.from({ length: teams }, async () => await openTeam(store, servers, findings)),
    );
    const start = performance.now();
    const isOver = (): boolean => {
      const spent = performance.now() - start;
      return spent > 10 * duration || (spent > duration && until(findings));
    };
    await Promise.all(all.flatMap((team) => workOf(team, servers, findings, isOver)));
    clearInterval(clearing);
    for (const team of all) await check(store, team, servers, findings);
  } finally {
    clearInterval(clearing);
    clearInterval(looking);
    for (const server of servers) await server.close();
    await place.clear();
  }
  return findings;
}

async function openTeam(
  store: Store,
  [server]: readonly Listener[],
  findings: Findings,
): Promise<LoadedTeam> {
  const team = await createTeam(store);
  const { apiKey } = await createKey(store, team);
  const caller = new Caller(server!.url, apiKey, findings);
  const contended: string[] = [];
  for (const name of ["plain", "commanded"]) {
    const body = { name };
    const made = await caller.call<SandboxWithToken>("createSandbox", [201], { body });
    contended.push(made.body.id);
  }
  const state: TeamState = {
    contended,
    metadata: new Map(),
    network: new Map(),
    pauses: new Map(),
    commands: [],
    owned: new Map(contended.map((id) => [id, ""])),
    past: [],
  };
  return { id: team.id, apiKey, state };
}

function workOf(
  { apiKey, state }: LoadedTeam,
  servers: readonly Listener[],
  findings: Findings,
  isOver: () => boolean,
): Promise<void>[] {
  return clients.map(async (client, index) => {
    const callers = servers.map(({ url }) => new Caller(url, apiKey, findings));
    for (let turn = 1; !isOver() && findings.problems.length === 0; turn++)
      await client(callers[(index + turn) % callers.length]!, state, turn, `client${index}`);
  });
}

/** Checks the final state of a team against the responses that its clients received. */
async function check(
  store: Store,
  { id: team, apiKey, state }: LoadedTeam,
  servers: readonly Listener[],
  findings: Findings,
): Promise<void> {
  const caller = new Caller(servers.at(-1)!.url, apiKey, findings);
  const expectEqual = (what: string, given: unknown, wanted: unknown): void => {
    if (!isDeepStrictEqual(given, wanted))
      caller.report(`${what}: ${JSON.stringify(given)}, and not ${JSON.stringify(wanted)}`);
  };
  const [plain] = state.contended;
  for (const id of state.contended) {
    const { body: shown } = await caller.call<SandboxWithToken>("getSandbox", [200], { id });
    expectEqual("the labels last acknowledged", shown.metadata, state.metadata.get(id) ?? {});
    expectEqual("the rules last acknowledged", shown.network, state.network.get(id));
    // Commands resume the other sandbox, so its count differs.
    if (id !== plain) continue;
    const paused = shown.status === "paused" ? 1 : 0;
    expectEqual("pauses less resumes", state.pauses.get(id) ?? 0, paused);
  }
  const disk = new TextDecoder().decode(await store.disks.load(team, state.contended.at(-1)!));
  const kept = new Set(disk.split("\n"));
  expectEqual(
    "commands that were answered and left nothing",
    state.commands.filter((command) => !kept.has(command)),
    [],
  );

  const now = Date.now() + 1001;
  const records = await listAll(store, team, {}, now);
  const ids = records.map(({ sandbox }) => sandbox.id);
  expectEqual("what is there", new Set(ids), new Set(state.owned.keys()));
  const pairs = records.flatMap(({ sandbox }) => Object.entries(sandbox.metadata));
  for (const [key, value] of [...pairs, ...state.past.map((label) => ["label", label] as const)]) {
    const found = await listAll(store, team, { [key]: value }, now);
    const wanted = records.filter(({ sandbox }) => sandbox.metadata[key] === value);
    expectEqual(`what ${key}=${value} finds`, found, wanted);
  }
}
