import type { MaybePromise } from "../maybe-promise.ts";
import type { Store } from "../store/store.ts";
import { SharedBuckets } from "./shared-buckets.ts";
import { type Draw, type Rate, TokenBuckets } from "./token-buckets.ts";

/** The documented limit of a team. */
const teamRate = { perSecond: 20, burst: 40 };

/** The documented limit of an address, counted before the key is checked. */
const addressRate = { perSecond: 50, burst: 100 };

/** The two limits of a request. Servers over one store share them if the store has token buckets. */
export class RateLimit {
  readonly #teams: TokenBuckets | SharedBuckets;
  readonly #addresses: TokenBuckets | SharedBuckets;
  readonly #enabled: boolean;

  /** @param clock milliseconds since any fixed time */
  constructor(clock: () => number, enabled: boolean, store: Pick<Store, "drawTokens">) {
    const create = (kind: string, rate: Rate): TokenBuckets | SharedBuckets =>
      store.drawTokens
        ? new SharedBuckets(kind, rate, store.drawTokens.bind(store))
        : new TokenBuckets(rate, clock);
    this.#teams = create("team", teamRate);
    this.#addresses = create("address", addressRate);
    this.#enabled = enabled;
  }

  /** Counts a request of an address. In-process requests have no address and are not counted. */
  ofAddress(address: string | undefined): MaybePromise<Draw> {
    return this.#enabled && address !== undefined
      ? this.#addresses.take(address)
      : this.#addresses.untouched();
  }

  /** Counts a request of a team. */
  ofTeam(team: string): MaybePromise<Draw> {
    return this.#enabled ? this.#teams.take(team) : this.#teams.untouched();
  }
}

/** @returns the headers that describe the limit */
export function rateLimitHeaders(draw: Draw): Record<string, string> {
  const headers: Record<string, string> = {
    "RateLimit-Limit": String(draw.limit),
    "RateLimit-Remaining": String(draw.remaining),
    "RateLimit-Reset": String(draw.resetSeconds),
  };
  if (!draw.allowed) headers["Retry-After"] = String(draw.retryAfterSeconds);
  return headers;
}
