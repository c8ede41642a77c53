import type { MaybePromise } from "../maybe-promise.ts";
import { hashKey } from "./api-keys.ts";

/** How many keys one connection has in use. A proxy may bring those of several callers. */
const most = 8;

/**
 * Hashes the keys that come over connections, each once for a connection: to hash it takes longer than
 * all else that is done with a key. What is known of a connection goes with it, so that a key is in
 * memory no longer than its caller is there. It is looked up in a map, by a hash that is seeded anew
 * in each process: how long that takes tells nothing of another key.
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
