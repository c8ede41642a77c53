import { randomHex } from "./random-hex.ts";
import { sha256 } from "./sha256.ts";
import type { KeyRecord, Store, Team } from "../store/store.ts";

/** The prefix of a new key. It makes leaked keys easy to recognise. */
const prefix = "ss_";

/** A new key in plain text, and its hash. Only the hash is stored. */
export interface NewKey {
  apiKey: string;
  hash: string;
}

/**
 * Creates a team.
 *
 * @param id a random UUID by default
 * @throws {Error} if a team with this id exists
 * @example
 * const team = await createTeam(store);
 * const { apiKey } = await createKey(store, team);
 */
export async function createTeam(store: Store, id: string = crypto.randomUUID()): Promise<Team> {
  const team = { id };
  await store.addTeam(team);
  return team;
}

/**
 * Creates an API key of a team. Only its hash is stored, so it cannot be shown again.
 *
 * @param options.expiresAt milliseconds since the epoch; by default the key does not expire
 * @returns the key in plain text, and its hash
 * @throws {Error} if the team does not exist
 */
export async function createKey(
  store: Store,
  team: Team,
  { expiresAt }: { expiresAt?: number } = {},
): Promise<NewKey> {
  const apiKey = prefix + randomHex(32);
  const hash = await hashKey(apiKey);
  const end = expiresAt === undefined ? {} : { expiresAt };
  await store.addKey({ hash, team: team.id, revoked: false, ...end });
  return { apiKey, hash };
}

/** The id of the first team of a store. */
const firstTeam = "default";

/**
 * Creates the first key of a store that has none, and a team for it if there is none. If two servers start
 * at once, at least one of them gets a key, and every key that is returned works.
 *
 * @returns the key in plain text; `undefined` if the store has a key, valid or not, or another server is
 * about to create it
 * @example
 * const first = await createFirstKey(store);
 * if (first) console.log(`The API key is ${first.apiKey}. It is not shown again.`);
 */
export async function createFirstKey(store: Store): Promise<NewKey | undefined> {
  const teams = await store.listTeams();
  for (const { id } of teams) if ((await store.listKeys(id)).length > 0) return undefined;
  // A server that ended between the two steps leaves a team without a key.
  let [team] = teams;
  if (!team) {
    try {
      team = await createTeam(store, firstTeam);
    } catch (error) {
      if ((await store.listTeams()).length > 0) return undefined;
      throw error;
    }
  }
  return await createKey(store, team);
}

/**
 * Revokes a key immediately and permanently.
 *
 * @param hash as `createKey` or `hashKey` returns it
 * @returns whether the key exists
 */
export async function revokeKey(store: Store, hash: string): Promise<boolean> {
  return await store.updateKey(hash, { revoked: true });
}

/**
 * Sets when a key expires.
 *
 * @param hash as `createKey` or `hashKey` returns it
 * @param expiresAt milliseconds since the epoch
 * @returns whether the key exists
 */
export async function expireKey(store: Store, hash: string, expiresAt: number): Promise<boolean> {
  return await store.updateKey(hash, { expiresAt });
}

/** @returns the SHA-256 of a key in lower-case hex, which is how keys are stored */
export async function hashKey(apiKey: string): Promise<string> {
  return await sha256(apiKey);
}

/** @returns whether the key is valid at that time */
export function isGood(key: KeyRecord, now: number): boolean {
  return !key.revoked && (key.expiresAt === undefined || key.expiresAt > now);
}
