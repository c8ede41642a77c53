import type { MaybePromise } from "../maybe-promise.ts";
import type { Store } from "../store/store.ts";
import { SharedBuckets } from "./shared-buckets.ts";
import { type Draw, type Rate, TokenBuckets } from "./token-buckets.ts";

/** The rate limits of an API. */
export interface RateLimits {
  /**
   * The limit of a team.
   *
   * @default { perSecond: 20, burst: 40 }, the documented limit
   */
  readonly team?: Rate;
  /**
   * The limit of an address, counted before the key is checked.
   *
   * @default { perSecond: 50, burst: 100 }, the documented limit
   */
  readonly address?: Rate;
}

const teamRate: Rate = { perSecond: 20, burst: 40 };
const addressRate: Rate = { perSecond: 50, burst: 100 };

/** The two limits of a request. Servers over one store share them if the store has token buckets. */
export class RateLimit {
  readonly #teams: TokenBuckets | SharedBuckets;
  readonly #addresses: TokenBuckets | SharedBuckets;
  readonly #enabled: boolean;

  /**
   * @param clock milliseconds since any fixed time
   * @param limits the limits, or whether the documented limits apply
   * @throws {TypeError} if a limit is not positive
   */
  constructor(clock: () => number, limits: boolean | RateLimits, store: Pick<Store, "drawTokens">) {
    const { team = teamRate, address = addressRate } = typeof limits === "object" ? limits : {};
    for (const rate of [team, address]) checkRate(rate);
    const create = (kind: string, rate: Rate): TokenBuckets | SharedBuckets =>
      store.drawTokens
        ? new SharedBuckets(kind, rate, store.drawTokens.bind(store))
        : new TokenBuckets(rate, clock);
    this.#teams = create("team", team);
    this.#addresses = create("address", address);
    this.#enabled = limits !== false;
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

function checkRate({ perSecond, burst }: Rate): void {
  // The buckets count whole tokens.
  if (perSecond > 0 && Number.isFinite(perSecond) && Number.isInteger(burst) && burst > 0) return;
  throw new TypeError(
    `A rate limit has a perSecond above 0 and a whole burst above 0. It is ${JSON.stringify({ perSecond, burst })}.`,
  );
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
