import type { MaybePromise } from "../maybe-promise.ts";
import { hashKey } from "./api-keys.ts";

/** The maximum number of keys that are cached per connection. A proxy may send the keys of several callers. */
const most = 8;

/**
 * Hashes keys, each once per connection: the hash is the most expensive step of checking a key. The cache
 * is dropped with the connection, so a key stays in memory only while its caller is connected. A `Map`
 * hashes its keys with a seed of the process, so the time of a lookup reveals nothing about other keys.
 */
export class KeyHashes {
  readonly #known = new WeakMap<object, Map<string, string>>();

  of(apiKey: string, connection: object | undefined): MaybePromise<string> {
    if (!connection) return hashKey(apiKey);
    let known = this.#known.get(connection);
    const hash = known?.get(apiKey);
    if (hash !== undefined) return hash;
    if (!known || known.size >= most) this.#known.set(connection, (known = new Map()));
    return this.#learn(apiKey, known);
  }

  async #learn(apiKey: string, known: Map<string, string>): Promise<string> {
    const hash = await hashKey(apiKey);
    known.set(apiKey, hash);
    return hash;
  }
}
