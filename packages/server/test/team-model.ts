import type { Sandbox, SandboxWithToken } from "@sandboxes/schema";
import { expect } from "vitest";

/** What somebody with nothing but the documentation expects of the API. */
export interface Expected {
  readonly status: number;
  /** Absent where the documentation leaves it open. */
  readonly body?: unknown;
}

/** Stands for an ID that only the API knows. */
const anyId: string = expect.stringMatching(/^[\da-f-]{36}$/);

/** A sandbox, and what has been done with it. */
interface Entry {
  readonly team: number;
  /** When its timeout pauses it, in milliseconds since the epoch. */
  pausesAt: number;
  shown: SandboxWithToken;
  commands: string[];
}

type Rules = { readonly allow_out?: readonly string[]; readonly deny_out?: readonly string[] };

/** What a new sandbox is asked to be. */
export interface Wanted {
  readonly name: string;
  readonly timeout_seconds?: number;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly network?: Rules;
}

/** What an update replaces. */
export type Replacement = Pick<Wanted, "metadata" | "network">;

/**
 * The API as its documentation tells it, in as few words as it can be told: a list of sandboxes and a
 * clock. What only the API can know (ids, tokens) is told to it.
 */
export class TeamModel {
  readonly #cap: number;
  #entries: Entry[] = [];
  now: number;

  constructor(now: number, cap: number) {
    this.now = now;
    this.#cap = cap;
  }

  /** @returns whether there is room for one more */
  hasRoom(team: number): boolean {
    return this.#of(team).length < this.#cap;
  }

  /** @param made what of it is the API's choice: its id, its token, and when within a millisecond it was made */
  create(team: number, wanted: Wanted, made: SandboxWithToken): SandboxWithToken {
    const { id, access_token, created_at } = made;
    const { timeout_seconds } = wanted;
    const shown = {
      id,
      name: wanted.name,
      status: "active",
      vcpu_count: 2,
      memory_mib: 2048,
      created_at: Date.parse(created_at) === this.now ? created_at : "another time",
      ...(timeout_seconds === undefined ? {} : { timeout_seconds }),
      ...shownRules(wanted.network),
      metadata: { ...wanted.metadata },
      access_token,
    };
    const micros = Number(/\.\d{3}(\d{3})Z$/.exec(created_at)?.[1] ?? 0);
    const pausesAt =
      this.now + micros / 1000 + (timeout_seconds ?? Number.POSITIVE_INFINITY) * 1000;
    this.#entries.push({ team, pausesAt, shown, commands: [] });
    return shown;
  }

  list(team: number, filter: Readonly<Record<string, string>>): Sandbox[] {
    return this.#of(team)
      .map(({ shown }) => withoutToken(shown))
      .filter(({ metadata }) =>
        Object.entries(filter).every(([key, value]) => metadata[key] === value),
      )
      .toReversed();
  }

  get(team: number, id: string): Expected {
    const entry = this.#find(team, id);
    return entry ? { status: 200, body: entry.shown } : { status: 404 };
  }

  update(team: number, id: string, { metadata, network }: Replacement): Expected {
    const entry = this.#find(team, id);
    if (!entry) return { status: 404 };
    if (network && entry.shown.status !== "active") return { status: 409 };
    const { network: before, ...rest } = entry.shown;
    const rules = network ? shownRules(network) : before && { network: before };
    entry.shown = { ...rest, ...rules, metadata: { ...(metadata ?? rest.metadata) } };
    return { status: 204, body: undefined };
  }

  delete(team: number, id: string): Expected {
    const entry = this.#find(team, id);
    this.#entries = this.#entries.filter((each) => each !== entry);
    return entry ? { status: 204, body: undefined } : { status: 404 };
  }

  pause(team: number, id: string): Expected {
    const entry = this.#find(team, id);
    if (!entry) return { status: 404 };
    if (entry.shown.status !== "active") return { status: 409 };
    entry.shown = { ...entry.shown, status: "paused" };
    return { status: 204, body: undefined };
  }

  resume(team: number, id: string): Expected {
    const entry = this.#find(team, id);
    if (!entry) return { status: 404 };
    if (entry.shown.status !== "paused") return { status: 409 };
    this.#becomeActive(entry);
    return { status: 200 };
  }

  /** The body is all the commands that the sandbox has run. */
  exec(team: number, id: string, command: string): Expected {
    const entry = this.#find(team, id);
    if (!entry) return { status: 404 };
    this.#becomeActive(entry);
    entry.commands.push(command);
    return { status: 200, body: entry.commands.map((each) => `${each}\n`).join("") };
  }

  /** Takes over what only the API can choose of a sandbox after a change: its snapshot and its token. */
  learn(team: number, shown: SandboxWithToken): void {
    const entry = this.#find(team, shown.id);
    if (!entry) return;
    const { access_token, snapshot_id } = shown;
    const snapshot = snapshot_id === undefined ? {} : { snapshot_id };
    entry.shown = { ...entry.shown, access_token, ...snapshot };
  }

  #of(team: number): Entry[] {
    for (const entry of this.#entries) this.#pauseByTimeout(entry);
    return this.#entries.filter((entry) => entry.team === team);
  }

  /** A new snapshot is the choice of the API. */
  #pauseByTimeout(entry: Entry): void {
    if (entry.shown.status !== "active" || entry.pausesAt > this.now) return;
    entry.shown = { ...entry.shown, status: "paused", snapshot_id: anyId };
  }

  /** A sandbox that is resumed after its timeout runs for half a minute. */
  #becomeActive(entry: Entry): void {
    if (entry.shown.status === "paused")
      entry.pausesAt = Math.max(entry.pausesAt, this.now + 30_000);
    entry.shown = { ...entry.shown, status: "active" };
  }

  #find(team: number, id: string): Entry | undefined {
    return this.#of(team).find(({ shown }) => shown.id === id);
  }
}

function withoutToken(shown: SandboxWithToken): Sandbox {
  const { access_token: _, ...sandbox } = shown;
  return sandbox;
}

function shownRules({ allow_out = [], deny_out = [] }: Rules = {}): Pick<Sandbox, "network"> {
  if (allow_out.length + deny_out.length === 0) return {};
  const lists = Object.entries({ allow_out: [...allow_out], deny_out: [...deny_out] });
  return { network: Object.fromEntries(lists.filter(([, list]) => list.length > 0)) };
}
