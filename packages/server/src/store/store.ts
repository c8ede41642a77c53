import type { DiskStore } from "./disk-store.ts";
import type { SandboxRecord } from "../lifecycle/sandbox-record.ts";
import type { MaybePromise } from "../maybe-promise.ts";

/** The owner of sandboxes and keys. */
export interface Team {
  readonly id: string;
}

/** The stored data of an API key. It does not include the key. */
export interface KeyRecord {
  /** SHA-256 of the key, in lower-case hexadecimal. */
  readonly hash: string;
  /** ID of the team. */
  readonly team: string;
  readonly revoked: boolean;
  /** Milliseconds since the epoch. Absent if the key does not expire. */
  readonly expiresAt?: number;
}

/** Selects the sandboxes of a list. */
export interface SandboxQuery {
  /** Pairs that the metadata must contain. Values must be equal. */
  readonly metadata: ReadonlyMap<string, string>;
  /** Milliseconds since the epoch. A sandbox whose `endsAt` is not later is left out. */
  readonly now: number;
  /** The status at `now`, after the changes that are due by then. Absent for any status. */
  readonly status?: string | undefined;
  /** The maximum number of sandboxes, at least 1. Absent for all of them. */
  readonly limit?: number | undefined;
  /** The number of matching sandboxes to skip. Absent for 0. */
  readonly offset?: number | undefined;
}

/** The limit for a new sandbox. */
export interface Cap {
  /** The maximum number of sandboxes of the team. Those whose `endsAt` has passed do not count. */
  readonly sandboxes: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A draw from a shared token bucket. */
export interface TokenDraw {
  readonly bucket: string;
  /** The maximum number of tokens to take. */
  readonly wanted: number;
  /** Tokens to put back; negative if tokens were used before they were drawn. */
  readonly returned: number;
  /** Tokens added per second. */
  readonly perSecond: number;
  /** The maximum number of tokens. A new bucket is full. */
  readonly burst: number;
}

/** The result of a draw. */
export interface TokenGrant {
  /** Whole tokens, from 0 to `wanted`. */
  readonly granted: number;
  /** Tokens left in the bucket; negative if more were used than it had. */
  readonly remaining: number;
}

/**
 * Stores teams, keys and sandboxes. Every method is atomic: callers in any process see a change completely or
 * not at all. If two callers make the same change, one of them gets `false`. A durable store still has every
 * acknowledged change after a crash.
 *
 * A store only stores records. The lifecycle decides which changes are allowed.
 */
export interface Store {
  /** The disks of sandboxes. */
  readonly disks: DiskStore;
  /** @throws {Error} if the team exists */
  addTeam(team: Team): Promise<void>;
  /** @returns all teams, in the order in which they were added */
  listTeams(): Promise<readonly Team[]>;
  /** @throws {Error} if the team does not exist, or the key already does */
  addKey(key: KeyRecord): Promise<void>;
  /**
   * @returns the record of a key, also if it is revoked or expired; `undefined` if there is none. A store that
   * has it in memory returns it without a promise
   */
  findKey(hash: string): MaybePromise<KeyRecord | undefined>;
  /** @returns the keys of a team, including revoked and expired ones, in the order in which they were added */
  listKeys(team: string): Promise<readonly KeyRecord[]>;
  /** @returns whether the key exists */
  updateKey(
    hash: string,
    change: Partial<Pick<KeyRecord, "revoked" | "expiresAt">>,
  ): Promise<boolean>;
  /**
   * Adds a sandbox, unless the team has reached its limit.
   *
   * @param cap the limit. Without it the team may have any number
   * @returns whether it was added
   * @throws {Error} if the team does not exist, the ID is taken, or `created_at` is not a date-time. Nothing
   * changes then
   */
  addSandbox(record: SandboxRecord, cap?: Cap): Promise<boolean>;
  /** @returns the record, also if its `endsAt` has passed */
  findSandbox(team: string, id: string): Promise<SandboxRecord | undefined>;
  /**
   * Replaces the record with the same team and ID, if its `revision` is exactly one lower.
   *
   * @returns whether the record was replaced. If not, another caller has changed or removed it
   * @throws {Error} if `created_at` is not a date-time. Nothing changes then
   */
  replaceSandbox(record: SandboxRecord): Promise<boolean>;
  /** @returns whether the sandbox existed. If two callers remove it at once, one gets `true` */
  removeSandbox(team: string, id: string): Promise<boolean>;
  /**
   * Removes the sandboxes of all teams whose `endsAt` has passed.
   *
   * @param now milliseconds since the epoch
   * @returns the removed sandboxes
   */
  removeEnded(now: number): Promise<readonly { readonly team: string; readonly id: string }[]>;
  /**
   * Lists the matching sandboxes of a team: the newest `created_at` first, compared as instants with all
   * fractional digits. Sandboxes with the same instant are in the order of their IDs.
   *
   * @returns batches of at least one record; none if the team does not exist. A sandbox that changes while the
   * batches are read appears in its old or its new form. Callers must not change the records. If a batch is
   * frozen, its records are deeply frozen. A store that has them in memory returns them without promises
   */
  listSandboxes(
    team: string,
    query: SandboxQuery,
  ): AsyncIterable<readonly SandboxRecord[]> | Iterable<readonly SandboxRecord[]>;
  /**
   * Draws tokens from a bucket that all servers of this store share, for rate limits. If absent, each server
   * counts alone.
   */
  drawTokens?(draw: TokenDraw): Promise<TokenGrant>;
  /** Closes files and connections. Later calls fail, except `close`. */
  close(): Promise<void>;
}
