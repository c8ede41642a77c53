import type { Sandbox, SandboxWithToken } from "@sandboxes/schema";
import { expect } from "vitest";

/** The behaviour of the API that a caller can expect from the documentation alone. */
export interface Expected {
  readonly status: number;
  /** Absent if the documentation does not define it. */
  readonly body?: unknown;
}

/** Matches an ID that only the API knows. */
const anyId: string = expect.stringMatching(/^[\da-f-]{36}$/);

/** A sandbox and its commands. */
interface Entry {
  readonly team: number;
  /** When the current session began, in milliseconds since the epoch. */
  since: number;
  /** The time at which its timeout pauses it, in milliseconds since the epoch. */
  pausesAt: number;
  shown: SandboxWithToken;
  commands: string[];
}

type Rules = { readonly allow_out?: readonly string[]; readonly deny_out?: readonly string[] };

/** The fields of a create request. */
export interface Wanted {
  readonly name: string;
  readonly timeout_seconds?: number;
  readonly auto_delete_seconds?: number;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly network?: Rules;
}

/** The fields of an update request. */
export interface Replacement extends Pick<Wanted, "metadata" | "network"> {
  readonly timeout_seconds?: number | null;
  readonly auto_delete_seconds?: number | null;
}

/** The query of a list. */
export interface Listing {
  readonly metadata: Readonly<Record<string, string>>;
  readonly status?: string;
  readonly limit?: number;
  readonly offset?: number;
}

/**
 * A minimal model of the documented API: a list of sandboxes and a clock. The caller passes values that only
 * the API can choose, such as IDs and tokens.
 */
export class TeamModel {
  readonly #cap: number;
  #entries: Entry[] = [];
  now: number;

  constructor(now: number, cap: number) {
    this.now = now;
    this.#cap = cap;
  }

  /** @returns whether the team may create another sandbox */
  hasRoom(team: number): boolean {
    return this.#of(team).length < this.#cap;
  }

  /** @param made the API's choices: the ID, the token, and the exact time of creation */
  create(team: number, wanted: Wanted, made: SandboxWithToken): SandboxWithToken {
    const { id, access_token, created_at } = made;
    const { timeout_seconds, auto_delete_seconds } = wanted;
    const shown = {
      id,
      name: wanted.name,
      status: "active",
      vcpu_count: 2,
      memory_mib: 2048,
      created_at: Date.parse(created_at) === this.now ? created_at : "another time",
      ...(timeout_seconds === undefined ? {} : { timeout_seconds }),
      ...(auto_delete_seconds === undefined ? {} : { auto_delete_seconds }),
      ...shownRules(wanted.network),
      metadata: { ...wanted.metadata },
      access_token,
    };
    const micros = Number(/\.\d{3}(\d{3})Z$/.exec(created_at)?.[1] ?? 0);
    const since = this.now + micros / 1000;
    const pausesAt = since + (timeout_seconds ?? Number.POSITIVE_INFINITY) * 1000;
    this.#entries.push({ team, since, pausesAt, shown, commands: [] });
    return shown;
  }

  list(team: number, { metadata: filter, status, limit, offset = 0 }: Listing): Sandbox[] {
    const found = this.#of(team)
      .map(({ shown }) => withoutToken(shown))
      .filter(({ metadata }) =>
        Object.entries(filter).every(([key, value]) => metadata[key] === value),
      )
      .filter((sandbox) => status === undefined || sandbox.status === status)
      .toReversed();
    return found.slice(offset, limit === undefined ? undefined : offset + limit);
  }

  get(team: number, id: string): Expected {
    const entry = this.#find(team, id);
    return entry ? { status: 200, body: entry.shown } : { status: 404 };
  }

  update(team: number, id: string, { metadata, network, ...windows }: Replacement): Expected {
    const entry = this.#find(team, id);
    if (!entry) return { status: 404 };
    const isActive = entry.shown.status === "active";
    if (network && !isActive) return { status: 409 };
    const { network: before, ...rest } = entry.shown;
    const rules = network ? shownRules(network) : before && { network: before };
    entry.shown = { ...rest, ...rules, metadata: { ...(metadata ?? rest.metadata) } };
    for (const name of ["timeout_seconds", "auto_delete_seconds"] as const) {
      const value = windows[name];
      if (value === undefined) continue;
      const { [name]: _, ...others } = entry.shown;
      entry.shown = value === null ? others : { ...others, [name]: value };
    }
    if (windows.timeout_seconds !== undefined && isActive)
      entry.pausesAt = Math.max(this.now, sessionEnd(entry));
    if (windows.auto_delete_seconds !== undefined && !isActive) startCountdown(entry, this.now);
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
    startCountdown(entry, this.now);
    return { status: 204, body: undefined };
  }

  activate(team: number, id: string): Expected {
    const entry = this.#find(team, id);
    if (!entry) return { status: 404 };
    this.#becomeActive(entry);
    return { status: 200 };
  }

  resume(team: number, id: string): Expected {
    const entry = this.#find(team, id);
    if (!entry) return { status: 404 };
    if (entry.shown.status !== "paused") return { status: 409 };
    this.#becomeActive(entry);
    return { status: 200 };
  }

  /** Returns the expected body: all commands that the sandbox has run. */
  exec(team: number, id: string, command: string): Expected {
    const entry = this.#find(team, id);
    if (!entry) return { status: 404 };
    this.#becomeActive(entry);
    entry.commands.push(command);
    return { status: 200, body: entry.commands.map((each) => `${each}\n`).join("") };
  }

  /** Copies the values that only the API can choose after a change: the snapshot and the token. */
  learn(team: number, shown: SandboxWithToken): void {
    const entry = this.#find(team, shown.id);
    if (!entry) return;
    const { access_token, snapshot_id } = shown;
    const snapshot = snapshot_id === undefined ? {} : { snapshot_id };
    entry.shown = { ...entry.shown, access_token, ...snapshot };
  }

  #of(team: number): Entry[] {
    for (const entry of this.#entries) this.#pauseByTimeout(entry);
    this.#entries = this.#entries.filter(({ shown }) => !(deletedAt(shown) <= this.now));
    return this.#entries.filter((entry) => entry.team === team);
  }

  /** The API chooses the ID of the new snapshot. */
  #pauseByTimeout(entry: Entry): void {
    if (entry.shown.status !== "active" || entry.pausesAt > this.now) return;
    entry.shown = { ...entry.shown, status: "paused", snapshot_id: anyId };
    startCountdown(entry, entry.pausesAt);
  }

  /** Each resume starts a new session, and cancels the countdown. */
  #becomeActive(entry: Entry): void {
    if (entry.shown.status !== "paused") return;
    const { auto_delete_at: _, ...shown } = entry.shown;
    entry.shown = { ...shown, status: "active" };
    entry.since = this.now;
    entry.pausesAt = sessionEnd(entry);
  }

  #find(team: number, id: string): Entry | undefined {
    return this.#of(team).find(({ shown }) => shown.id === id);
  }
}

function sessionEnd({ since, shown }: Entry): number {
  return since + (shown.timeout_seconds ?? Number.POSITIVE_INFINITY) * 1000;
}

function startCountdown(entry: Entry, pausedAt: number): void {
  const { auto_delete_at: _, ...shown } = entry.shown;
  const { auto_delete_seconds: seconds } = shown;
  const end = Math.ceil(pausedAt + (seconds ?? 0) * 1000);
  const countdown = seconds === undefined ? {} : { auto_delete_at: new Date(end).toISOString() };
  entry.shown = { ...shown, ...countdown };
}

/** @returns milliseconds since the epoch; infinity without a countdown */
function deletedAt({ auto_delete_at }: Sandbox): number {
  return auto_delete_at === undefined ? Number.POSITIVE_INFINITY : Date.parse(auto_delete_at);
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
