import { randomHex } from "./random-hex.ts";
import { sha256 } from "./sha256.ts";
import type { KeyRecord, Store, Team } from "../store/store.ts";

/** What a new key starts with, so that a leaked one is recognised. */
const prefix = "ss_";

/** A new key, in clear for the only time, and the hash that it is known by from then on. */
export interface NewKey {
  apiKey: string;
  hash: string;
}

/**
 * Makes a team.
 *
 * @param id a random UUID when it is not given
 * @throws {Error} when there is a team of that id already
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
 * Makes an API key of a team. Only its hash is stored, so it cannot be shown again.
 *
 * @param options.expiresAt milliseconds since the epoch; without it the key does not expire
 * @returns the key in clear, and its hash
 * @throws {Error} when the team does not exist
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

/** The team that a store starts with. */
const firstTeam = "default";

/**
 * Makes the first key of a store, where there is none yet, and a team for it where there is none. Of
 * two servers that start at once one gets a key, or each gets one that is good.
 *
 * @returns the key in clear; `undefined` when there was a key, good or not, or another server is about
 * to make it
 * @example
 * const first = await createFirstKey(store);
 * if (first) console.log(`The API key is ${first.apiKey}. It is not shown again.`);
 */
export async function createFirstKey(store: Store): Promise<NewKey | undefined> {
  const teams = await store.listTeams();
  for (const { id } of teams) if ((await store.listKeys(id)).length > 0) return undefined;
  // A team without a key is what a server leaves that has died between the two.
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
 * Revokes a key, at once and for ever.
 *
 * @param hash as `createKey` or `hashKey` gives it
 * @returns whether there is such a key
 */
export async function revokeKey(store: Store, hash: string): Promise<boolean> {
  return await store.updateKey(hash, { revoked: true });
}

/**
 * Lets a key expire.
 *
 * @param hash as `createKey` or `hashKey` gives it
 * @param expiresAt milliseconds since the epoch
 * @returns whether there is such a key
 */
export async function expireKey(store: Store, hash: string, expiresAt: number): Promise<boolean> {
  return await store.updateKey(hash, { expiresAt });
}

/** @returns the SHA-256 of a key, in lower-case hex: the form in which keys are stored */
export async function hashKey(apiKey: string): Promise<string> {
  return await sha256(apiKey);
}

/** @returns whether the key can be used at that time */
export function isGood(key: KeyRecord, now: number): boolean {
  return !key.revoked && (key.expiresAt === undefined || key.expiresAt > now);
}
