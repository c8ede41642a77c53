/** The refill rate and the size of a token bucket. */
export interface Rate {
  /** Tokens added per second. */
  readonly perSecond: number;
  /** The maximum number of tokens in a bucket. */
  readonly burst: number;
}

/** The result of one request for a token. */
export interface Draw {
  readonly allowed: boolean;
  /** The maximum number of tokens in the bucket. */
  readonly limit: number;
  /** Whole tokens left. */
  readonly remaining: number;
  /** Whole seconds until the bucket is full. */
  readonly resetSeconds: number;
  /** Whole seconds until there is a token, at least 1. */
  readonly retryAfterSeconds: number;
}

/**
 * A token is stored as 1,000 parts, so each millisecond adds `perSecond` parts. These are whole numbers, so
 * rounding errors cannot add up.
 */
const token = 1000;

/** Token buckets by name. A full bucket is dropped, so a name that is used once costs no memory. */
export class TokenBuckets {
  readonly #rate: Rate;
  readonly #full: number;
  readonly #clock: () => number;
  readonly #buckets = new Map<string, { parts: number; at: number }>();
  #sweptAt: number;

  /** @param clock milliseconds since any fixed time */
  constructor(rate: Rate, clock: () => number) {
    this.#rate = rate;
    this.#full = rate.burst * token;
    this.#clock = clock;
    this.#sweptAt = clock();
  }

  /** The number of buckets that may not be full. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Takes a token from a bucket if there is one. */
  take(name: string): Draw {
    const now = this.#clock();
    this.#sweep(now);
    const parts = this.#parts(name, now);
    const allowed = parts >= token;
    const left = allowed ? parts - token : parts;
    this.#buckets.set(name, { parts: left, at: now });
    return this.#draw(left, allowed);
  }

  /** @returns the values of a full bucket, for a request that is not counted */
  untouched(): Draw {
    return this.#draw(this.#full, true);
  }

  #parts(name: string, now: number): number {
    const bucket = this.#buckets.get(name);
    if (!bucket) return this.#full;
    // A clock that goes backwards must not remove tokens.
    const milliseconds = Math.max(0, now - bucket.at);
    return Math.min(this.#full, bucket.parts + milliseconds * this.#rate.perSecond);
  }

  #draw(parts: number, allowed: boolean): Draw {
    return {
      allowed,
      limit: this.#rate.burst,
      remaining: Math.floor(parts / token),
      resetSeconds: this.#secondsFor(this.#full - parts),
      retryAfterSeconds: Math.max(1, this.#secondsFor(token - parts)),
    };
  }

  #secondsFor(parts: number): number {
    return Math.ceil(parts / token / this.#rate.perSecond);
  }

  #sweep(now: number): void {
    const millisecondsToFill = this.#full / this.#rate.perSecond;
    if (Math.abs(now - this.#sweptAt) < millisecondsToFill) return;
    this.#sweptAt = now;
    for (const name of this.#buckets.keys()) {
      if (this.#parts(name, now) >= this.#full) this.#buckets.delete(name);
    }
  }
}
