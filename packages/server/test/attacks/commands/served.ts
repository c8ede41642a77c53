import { setTimeout as sleep } from "node:timers/promises";
import type { components } from "@sandboxes/schema";
import {
  type AppOptions,
  type Store,
  createApp,
  createKey,
  createMemoryStore,
  createTeam,
} from "@sandboxes/server";
import { type Listener, listen } from "@sandboxes/server/node";

type ExecResult = components["schemas"]["ExecResult"];

/** The result of a command for its team. */
interface Executed extends Partial<ExecResult> {
  readonly status: number;
  /** The time from the request to the response, in milliseconds. */
  readonly ms: number;
}

/** A team with a sandbox on a server that listens. */
export interface Caller {
  readonly apiKey: string;
  readonly id: string;
  exec(command: string, body?: object, signal?: AbortSignal): Promise<Executed>;
}

/** A server on its own port. */
export interface Served extends Listener {
  readonly store: Store;
  /** Creates a team with a sandbox. */
  join(): Promise<Caller>;
  /** Calls the sandbox through another server of the same store. */
  as(caller: Pick<Caller, "apiKey" | "id">): Caller;
}

/** Starts a server. `await using` closes it. */
export async function serve(
  store: Store = createMemoryStore(),
  options: Partial<AppOptions> = {},
): Promise<Served> {
  const app = createApp({ store, rateLimit: false, ...options });
  const listener = await listen(app);
  const post = async (
    path: string,
    apiKey: string,
    body: object,
    signal?: AbortSignal,
  ): Promise<Response> =>
    await fetch(`${listener.url}${path}`, {
      method: "POST",
      headers: { "X-API-Key": apiKey, "Content-Type": "application/json" },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    });
  const as: Served["as"] = ({ apiKey, id }) => ({
    apiKey,
    id,
    exec: async (command, body = {}, signal) => {
      const start = performance.now();
      const response = await post(`/sandboxes/${id}/exec`, apiKey, { command, ...body }, signal);
      const result = (await response.json()) as Partial<ExecResult>;
      return { status: response.status, ms: performance.now() - start, ...result };
    },
  });
  const close = async (): Promise<void> => {
    await app.close();
    await listener.close();
  };
  return {
    ...listener,
    store,
    as,
    join: async () => {
      const { apiKey } = await createKey(store, await createTeam(store));
      const created = await post("/sandboxes", apiKey, { name: "attack" });
      const { id } = (await created.json()) as { id: string };
      return as({ apiKey, id });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The reaction of a server to some work, in milliseconds. */
interface Reaction {
  /** The longest round trip of `/health`. On a busy machine, other programs are part of it. */
  readonly health: number;
  /** The longest round trip of `/health` in the half second before the work. */
  readonly idleHealth: number;
  /**
   * The longest time that the server's thread was busy without a break: its processor time between two
   * timers of 1 ms. Other threads and other programs are not part of it.
   */
  readonly block: number;
}

/** The maximum time that the server's thread may be busy without a break, in milliseconds. */
export const maxBlockMs = 50;

/** @returns the longest round trip of `/health` until some work is done */
async function worstHealth(url: string, work: Promise<unknown>): Promise<number> {
  let [worst, isOver] = [0, false];
  const ended = work.finally(() => (isOver = true));
  while (!isOver) {
    const start = performance.now();
    await (await fetch(`${url}/health`)).text();
    worst = Math.max(worst, performance.now() - start);
    await sleep(5);
  }
  await ended;
  return worst;
}

/** Measures the reaction of a server in this process while something else happens. */
export async function watchServer(url: string, work: () => Promise<unknown>): Promise<Reaction> {
  const idleHealth = await worstHealth(url, sleep(500));
  let block = 0;
  let last = process.threadCpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage(last);
    block = Math.max(block, (user + system) / 1000);
    last = process.threadCpuUsage();
  }, 1);
  const health = await worstHealth(url, work());
  clearInterval(timer);
  return { health, idleHealth, block };
}

/** @returns the reaction as text */
export function describeReaction({ health, idleHealth, block }: Reaction): string {
  return `worst /health ${health.toFixed(0)} ms (${idleHealth.toFixed(0)} ms before), the thread busy for ${block.toFixed(0)} ms at most`;
}

/** @returns the median */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
