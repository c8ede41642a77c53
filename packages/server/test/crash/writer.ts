import { isDeepStrictEqual } from "node:util";
import type { Sandbox, SandboxWithToken } from "@sandboxes/schema";
import { type Change, type Seen, type Wanted, isAfter, outcome } from "./changes.ts";

/** The steps of each sandbox, repeated. A pause or a deletion ends the running command. */
const life: readonly Change["kind"][] = [
  "create",
  "update",
  "exec",
  "pause",
  "resume",
  "hold",
  "update",
  "exec",
  "exec",
  "pause",
  "resume",
  "exec",
  "hold",
  "exec",
  "update",
  "delete",
];

/** A command that only shows the earlier commands. */
const look = "look";
/** A command that runs until it is stopped. */
const wait = "wait";

/** A sandbox, and its pending change. */
interface Entry {
  step: number;
  /** The state after the last change that is known to be complete. */
  seen: Seen;
  /** The change that was requested since then. */
  change?: Change | undefined;
  acknowledged: boolean;
}

/** The combined counts of all writers. */
export interface Tally {
  acknowledged: number;
  /** Changes without a response because of a crash. */
  unanswered: number;
  /** Changes without a response that took effect. */
  kept: number;
  /** Responses with a status of 500 or more. */
  failed: number;
  readonly problems: string[];
}

/** How to call the server. */
export interface Access {
  readonly url: string;
  readonly apiKey: string;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Changes its own sandboxes one after the other, and remembers the responses. */
export class Writer {
  readonly #name: string;
  readonly #tally: Tally;
  readonly #entries: Entry[] = [0, 1, 2].map(() => ({
    step: 0,
    seen: undefined,
    acknowledged: true,
  }));
  #count = 0;

  constructor(name: string, tally: Tally) {
    this.#name = name;
    this.#tally = tally;
  }

  /** Runs until a response is missing or incomplete. */
  async write(access: Access): Promise<void> {
    for (let turn = 0; ; turn++) {
      const entry = this.#entries[turn % this.#entries.length]!;
      try {
        if (!(await this.#advance(access, entry))) return;
      } catch {
        return;
      }
    }
  }

  /** Compares the current state with the acknowledged changes. */
  async check(access: Access, listed: readonly Sandbox[]): Promise<void> {
    for (const entry of this.#entries) {
      const { seen, change, acknowledged } = entry;
      const after = await this.#look(access, entry, listed);
      const isBefore = isDeepStrictEqual(after, seen);
      // The running command has not survived, so a new one starts.
      const isDone = change !== undefined && change.kind !== "hold" && isAfter(seen, change, after);
      if (change && !acknowledged) this.#tally.unanswered += 1;
      if (isDone && !acknowledged) this.#tally.kept += 1;
      if (!isDone && (!isBefore || (change && acknowledged)))
        this.#tally.problems.push(
          `${acknowledged ? "acknowledged" : "unanswered"} ${show(change)} of ${show(seen)} became ${show(after)}`,
        );
      await this.#checkIndex(access, entry, after);
      entry.seen = after;
      entry.change = undefined;
      entry.acknowledged = true;
      if (isDone) entry.step += 1;
    }
  }

  get living(): number {
    return this.#entries.filter(({ seen }) => seen).length;
  }

  /** @returns whether the change was acknowledged */
  async #advance(access: Access, entry: Entry): Promise<boolean> {
    const { seen } = entry;
    const change = this.#next(entry);
    entry.change = change;
    entry.acknowledged = false;
    const { status, body } = await send(access, seen?.shown.id, change);
    if (status >= 500) {
      this.#tally.failed += 1;
      return false;
    }
    if (status >= 400) throw this.#problem(`${show(change)} was answered with ${status}`);
    entry.acknowledged = true;
    this.#tally.acknowledged += 1;
    const after = await this.#learn(access, seen, change, body);
    if (!isAfter(seen, change, after))
      throw this.#problem(`${show(change)} of ${show(seen)} was answered as ${show(after)}`);
    entry.seen = after;
    entry.change = undefined;
    entry.step += 1;
    return true;
  }

  #problem(text: string): Error {
    this.#tally.problems.push(text);
    return new Error(text);
  }

  #next({ step, seen }: Entry): Change {
    this.#count += 1;
    const kind = life[step % life.length]!;
    const version = `${this.#name}-${this.#count}`;
    if (kind === "exec") return { kind, command: version };
    if (kind !== "create" && kind !== "update") return { kind };
    const wanted: Wanted = {
      name: seen?.shown.name ?? version,
      metadata: labels(version),
      network: { allow_out: [`${version}.example`], deny_out: ["0.0.0.0/0"] },
    };
    return { kind, wanted };
  }

  /** @returns the sandbox after a change, as far as the responses show */
  async #learn(access: Access, seen: Seen, change: Change, body: unknown): Promise<Seen> {
    if (change.kind === "create") return { shown: body as SandboxWithToken, commands: [] };
    if (!seen) return undefined;
    const { shown, commands } = seen;
    if (change.kind === "pause") {
      const { status, body: paused } = await ask(access, "GET", `/${shown.id}`);
      if (status >= 500) throw new Error("The database is gone.");
      return { shown: paused as SandboxWithToken, commands };
    }
    if (change.kind === "resume") {
      const { access_token } = body as SandboxWithToken;
      return { shown: { ...shown, status: "active", access_token }, commands };
    }
    const after = outcome(seen, change, seen);
    if (change.kind === "exec") {
      const { stdout } = body as { stdout: string };
      if (!isDeepStrictEqual(toCommands(stdout), after?.commands))
        this.#problem(`${show(change)} of ${show(seen)} was answered with ${stdout}`);
    }
    return after;
  }

  async #look(access: Access, { seen, change }: Entry, listed: readonly Sandbox[]): Promise<Seen> {
    const name = seen?.shown.name ?? (change?.kind === "create" ? change.wanted.name : undefined);
    const found = listed.filter((each) => each.name === name);
    const id = seen?.shown.id ?? found[0]?.id;
    if (id === undefined) return undefined;
    const { status, body } = await askOn(access, "GET", `/${id}`);
    const shown = body as SandboxWithToken;
    const { access_token: _, ...rest } = shown;
    if (!isDeepStrictEqual(found, status === 200 ? [rest] : []))
      this.#problem(`${show(body)} is listed as ${show(found)}`);
    if (status !== 200) return undefined;
    const before = seen?.commands ?? [];
    if (shown.status !== "active") return { shown, commands: before };
    const { body: output } = await askOn(access, "POST", `/${id}/exec`, { command: look });
    return { shown, commands: toCommands((output as { stdout: string }).stdout) };
  }

  async #checkIndex(access: Access, { seen, change }: Entry, after: Seen): Promise<void> {
    const wanted = change && "wanted" in change ? change.wanted : undefined;
    const there = after?.shown.metadata["label0"];
    const versions = new Set([
      seen?.shown.metadata["label0"],
      wanted?.metadata["label0"],
      after?.shown.metadata["label0"],
    ]);
    for (const version of versions) {
      if (version === undefined) continue;
      const pairs = Object.entries(labels(version)).map(
        ([key, value]) => `metadata.${key}=${value}`,
      );
      // Every query for current labels finds the sandbox, and no query for other labels does.
      const queries = version === there ? [pairs.join("&")] : pairs;
      for (const query of queries) {
        const { body } = await askOn(access, "GET", `?${query}`);
        const ids = (body as Sandbox[]).map(({ id }) => id);
        if (!isDeepStrictEqual(ids, version === there ? [after?.shown.id] : []))
          this.#problem(`${query} finds ${show(ids)}, and there is ${show(after)}`);
      }
    }
  }
}

/** Many labels make a partial change visible. */
function labels(version: string): Record<string, string> {
  const keys = Array.from({ length: 12 }, (_, index) => `label${index}`);
  return Object.fromEntries(keys.map((key) => [key, version]));
}

async function send(access: Access, id: string | undefined, change: Change): Promise<Answer> {
  switch (change.kind) {
    case "create":
      return await ask(access, "POST", "", change.wanted);
    case "update": {
      const { metadata, network } = change.wanted;
      return await ask(access, "PATCH", `/${id}`, { metadata, network });
    }
    case "delete":
      return await ask(access, "DELETE", `/${id}`);
    case "exec":
      return await ask(access, "POST", `/${id}/exec`, { command: change.command });
    case "hold":
      return { status: await hold(access, `/${id}/exec/stream`), body: undefined };
    case "pause":
    case "resume":
      return await ask(access, "POST", `/${id}/${change.kind}`);
  }
}

/** Starts a command that runs until it is stopped. @returns the status, once it runs */
async function hold(access: Access, path: string): Promise<number> {
  const response = await request(access, "POST", path, { command: wait });
  await response.body?.getReader().read();
  return response.status;
}

/** @throws {Error} if there is no complete response */
export async function ask(
  access: Access,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await request(access, method, path, body, AbortSignal.timeout(20_000));
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

async function request(
  { url, apiKey }: Access,
  method: string,
  path: string,
  body: unknown,
  signal: AbortSignal | null = null,
): Promise<Response> {
  return await fetch(`${url}/sandboxes${path}`, {
    method,
    headers: {
      "X-API-Key": apiKey,
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal,
  });
}

/** Repeats a read until the server responds, because its database may have just restarted. */
export async function askOn(...question: Parameters<typeof ask>): Promise<Answer> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const answer = await ask(...question);
    if (answer.status < 500 || performance.now() > deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Parses the output: a machine appends each command to its disk, and outputs the content of the disk. */
function toCommands(stdout: string): string[] {
  return stdout.split("\n").filter((line) => !["", look, wait].includes(line));
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}
