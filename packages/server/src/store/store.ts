import type { Sandbox } from "@sandboxes/schema";

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

/**
 * Where the server keeps what it knows. Every method is atomic: callers in one process or in
 * several see each change whole.
 */
export interface Store {
  /** @throws {Error} when the team exists */
  addTeam(team: Team): Promise<void>;
  /** @throws {Error} when the team does not exist or the key does */
  addKey(key: KeyRecord): Promise<void>;
  /** @returns the record of a key, good or not, or `undefined` when there is none */
  findKey(hash: string): Promise<KeyRecord | undefined>;
  /** @returns whether there is such a key */
  updateKey(
    hash: string,
    change: Partial<Pick<KeyRecord, "revoked" | "expiresAt">>,
  ): Promise<boolean>;
  /**
   * Puts a sandbox in place of the one with its id, or adds it.
   *
   * @throws {Error} when the team does not exist, the id is another team's, or `created_at` is not
   * a date-time; nothing is changed then
   */
  putSandbox(team: string, sandbox: Sandbox): Promise<void>;
  /** @returns whether there was such a sandbox */
  removeSandbox(team: string, id: string): Promise<boolean>;
  /**
   * @returns the team's sandboxes that match, by `created_at`, the newest first: by the instant that
   * it names, to the last digit, whatever its offset. Those of one instant are in the order of
   * their ids. None when the team does not exist. They are not to be changed.
   */
  listSandboxes(team: string, query: SandboxQuery): Promise<Sandbox[]>;
}
