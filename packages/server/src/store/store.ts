import type { DiskStore } from "./disk-store.ts";
import type { SandboxRecord } from "../lifecycle/lifecycle.ts";
import type { MaybePromise } from "../maybe-promise.ts";

/** Who owns sandboxes and keys. */
export interface Team {
  readonly id: string;
}

/** What is kept of an API key: never the key itself. */
export interface KeyRecord {
  /** SHA-256 of the key, in lower-case hex. */
  readonly hash: string;
  /** Id of the team. */
  readonly team: string;
  readonly revoked: boolean;
  /** Milliseconds since the epoch; absent when the key does not expire. */
  readonly expiresAt?: number;
}

/** Which sandboxes to list. */
export interface SandboxQuery {
  /** Pairs that the metadata must all hold, exactly. */
  readonly metadata: ReadonlyMap<string, string>;
  /** Milliseconds since the epoch; a sandbox whose lifetime has passed by then is left out. */
  readonly now: number;
}

/** What a new sandbox must not exceed. */
export interface Cap {
  /** The most that the team may have whose lifetime has not passed; infinity for any number. */
  readonly sandboxes: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A draw from a shared token bucket. */
export interface TokenDraw {
  readonly bucket: string;
  /** The most tokens to take. */
  readonly wanted: number;
  /** Tokens to put back; negative if tokens were used before they were drawn. */
  readonly returned: number;
  /** Tokens that the bucket gets in a second. */
  readonly perSecond: number;
  /** The most that the bucket holds. A new bucket is full. */
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
 * Where the server keeps what it knows. Every method is atomic: callers in one process or in
 * several see each change whole, and of two that contend for one change one gets `false`. What has
 * been acknowledged is there after a crash, as far as the store keeps anything at all.
 *
 * A store keeps records and judges nothing: what may become of a sandbox is the lifecycle's to say.
 */
export interface Store {
  /** The disks of sandboxes. */
  readonly disks: DiskStore;
  /** @throws {Error} when the team exists */
  addTeam(team: Team): Promise<void>;
  /** @returns every team, in the order in which they were added */
  listTeams(): Promise<readonly Team[]>;
  /** @throws {Error} when the team does not exist or the key does */
  addKey(key: KeyRecord): Promise<void>;
  /**
   * @returns the record of a key, good or not, or `undefined` when there is none. A store that has it
   * at hand gives it without a promise.
   */
  findKey(hash: string): MaybePromise<KeyRecord | undefined>;
  /** @returns the keys of a team, good or not, in the order in which they were added */
  listKeys(team: string): Promise<readonly KeyRecord[]>;
  /** @returns whether there is such a key */
  updateKey(
    hash: string,
    change: Partial<Pick<KeyRecord, "revoked" | "expiresAt">>,
  ): Promise<boolean>;
  /**
   * Adds a sandbox, unless the team has as many as it may.
   *
   * @param cap without it the team may have any number
   * @returns whether there was room for it
   * @throws {Error} when the team does not exist, the id is taken, or `created_at` is not a
   * date-time; nothing is changed then
   */
  addSandbox(record: SandboxRecord, cap?: Cap): Promise<boolean>;
  /** @returns the record as it is kept, whether its lifetime has passed or not */
  findSandbox(team: string, id: string): Promise<SandboxRecord | undefined>;
  /**
   * Puts a record in place of the one before it: the one of the same team and id whose `revision` is
   * one less.
   *
   * @returns whether that one was there; when not, somebody else has changed or removed it meanwhile
   * @throws {Error} when `created_at` is not a date-time; nothing is changed then
   */
  replaceSandbox(record: SandboxRecord): Promise<boolean>;
  /** @returns whether there was such a sandbox: of two callers, one gets `true` */
  removeSandbox(team: string, id: string): Promise<boolean>;
  /**
   * Removes the sandboxes, of every team, whose lifetime has passed.
   *
   * @param now milliseconds since the epoch
   * @returns which they were
   */
  removeEnded(now: number): Promise<readonly { readonly team: string; readonly id: string }[]>;
  /**
   * @returns the records of the team's sandboxes that match, in batches of one or more, by
   * `created_at`, the newest first: by the instant that it names, to the last digit, whatever its
   * offset. Those of one instant are in the order of their ids. None when the team does not
   * exist. A sandbox that is changed while the batches are read comes as it was or as it is. The
   * records are not to be changed; a batch and a sandbox are frozen to the last property where they
   * are at all. A store that has them at hand gives them without a promise.
   */
  listSandboxes(
    team: string,
    query: SandboxQuery,
  ): AsyncIterable<readonly SandboxRecord[]> | Iterable<readonly SandboxRecord[]>;
  /**
   * Draws tokens from a bucket that all servers of this store share: for rate limits. Without it, each
   * server counts for itself.
   */
  drawTokens?(draw: TokenDraw): Promise<TokenGrant>;
  /** Gives back what the store holds open. Calls that come later fail, but for `close` itself. */
  close(): Promise<void>;
}
