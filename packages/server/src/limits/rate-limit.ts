import { type Draw, TokenBuckets } from "./token-buckets.ts";

/** The documented limit of a team. */
const teamRate = { perSecond: 20, burst: 40 };

/** The documented limit of an address, counted before the key is looked at. */
const addressRate = { perSecond: 50, burst: 100 };

/** The two limits that a request passes. */
export class RateLimit {
  readonly #teams: TokenBuckets;
  readonly #addresses: TokenBuckets;
  readonly #enabled: boolean;

  /** @param clock milliseconds since any fixed time */
  constructor(clock: () => number, enabled: boolean) {
    this.#teams = new TokenBuckets(teamRate, clock);
    this.#addresses = new TokenBuckets(addressRate, clock);
    this.#enabled = enabled;
  }

  /** Counts a request of an address; one without an address (in process) is not counted. */
  ofAddress(address: string | undefined): Draw {
    return this.#enabled && address !== undefined
      ? this.#addresses.take(address)
      : this.#addresses.untouched();
  }

  /** Counts a request of a team. */
  ofTeam(team: string): Draw {
    return this.#enabled ? this.#teams.take(team) : this.#teams.untouched();
  }
}

/** @returns the headers that tell a caller of the limit */
export function rateLimitHeaders(draw: Draw): Record<string, string> {
  const headers: Record<string, string> = {
    "RateLimit-Limit": String(draw.limit),
    "RateLimit-Remaining": String(draw.remaining),
    "RateLimit-Reset": String(draw.resetSeconds),
  };
  if (!draw.allowed) headers["Retry-After"] = String(draw.retryAfterSeconds);
  return headers;
}
