import type { MaybePromise } from "../maybe-promise.ts";
import type { Store } from "../store/store.ts";
import { type Draw, type Rate, TokenBuckets } from "./token-buckets.ts";

/** Issues tokens from buckets that several servers share. */
export type DrawTokens = NonNullable<Store["drawTokens"]>;

/** How long a token that was drawn in advance stays valid, in milliseconds. Its bucket refills meanwhile. */
const leaseMs = 1000;

/** The timeout for a draw, in milliseconds. After it, this server counts the request alone. */
const patienceMs = 250;

/** How long this server counts alone after a draw failed or timed out, in milliseconds. */
const aloneMs = 1000;

/** The fraction of a rate that each server admits without a draw, and reports later. */
const freePart = 1 / 20;

/** The fraction of a bucket that one draw takes. */
const leasePart = 1 / 10;

interface Share {
  /** Tokens that were drawn in advance. */
  leased: number;
  /** Tokens that were used before they were drawn. The next draw pays for them. */
  owed: number;
  /** Tokens in the shared bucket at the time of the last draw. */
  shared: number;
  /** The time of the last draw. All times are in milliseconds by the clock. */
  drawnAt: number;
  usedAt: number;
  /** The earliest time for the next draw. Until then the bucket has too few tokens. */
  emptyUntil: number;
  /** Requests that wait for the pending draw. */
  waiting: number;
  drawing?: Promise<boolean> | undefined;
}

/**
 * Token buckets that all servers of a store share. A server draws a tenth of a bucket in advance, or one
 * token per waiting request if that is more. It draws no more often than the bucket refills by that number.
 * So one write to the store serves several admitted requests, and a rejected request causes none. A caller
 * who stays far below the limit causes no write at all.
 *
 * While the store does not respond, each server counts alone.
 */
export class SharedBuckets {
  readonly #kind: string;
  readonly #rate: Rate;
  readonly #drawTokens: DrawTokens;
  readonly #clock: () => number;
  readonly #shares = new Map<string, Share>();
  readonly #free: TokenBuckets;
  readonly #alone: TokenBuckets;
  readonly #leaseSize: number;
  #aloneUntil = Number.NEGATIVE_INFINITY;
  #sweptAt: number;

  /**
   * @param kind separates these buckets from others in the store
   * @param clock milliseconds since any fixed time
   */
  constructor(
    kind: string,
    rate: Rate,
    drawTokens: DrawTokens,
    clock: () => number = () => performance.now(),
  ) {
    this.#kind = kind;
    this.#rate = rate;
    this.#drawTokens = drawTokens;
    this.#clock = clock;
    this.#leaseSize = Math.max(1, Math.floor(rate.burst * leasePart));
    const free = { perSecond: rate.perSecond * freePart, burst: rate.burst * freePart };
    this.#free = new TokenBuckets(free, clock);
    this.#alone = new TokenBuckets(rate, clock);
    this.#sweptAt = clock();
  }

  /** Takes a token from a bucket if there is one. Returns no promise if no draw is needed. */
  take(name: string): MaybePromise<Draw> {
    const now = this.#clock();
    this.#sweep(now);
    const share = this.#share(name, now);
    share.usedAt = now;
    return this.#takeHere(name, share, now) ?? this.#takeShared(name, share);
  }

  /** @returns the values of a full bucket, for a request that is not counted */
  untouched(): Draw {
    return this.#alone.untouched();
  }

  #takeHere(name: string, share: Share, now: number): Draw | undefined {
    if (share.leased > 0 && now - share.drawnAt < leaseMs) {
      share.leased -= 1;
      return this.#draw(share, now, true);
    }
    if (share.waiting === 0 && this.#free.take(name).allowed) {
      share.owed += 1;
      return this.#draw(share, now, true);
    }
    if (now < share.emptyUntil) return this.#draw(share, now, false);
    return now < this.#aloneUntil ? this.#alone.take(name) : undefined;
  }

  async #takeShared(name: string, share: Share): Promise<Draw> {
    share.waiting += 1;
    try {
      for (;;) {
        share.drawing ??= this.#drawAhead(name, share);
        const hasAnswer = await share.drawing;
        const now = this.#clock();
        if (share.leased > 0) {
          share.leased -= 1;
          return this.#draw(share, now, true);
        }
        if (now < share.emptyUntil) return this.#draw(share, now, false);
        if (!hasAnswer) return this.#alone.take(name);
      }
    } finally {
      share.waiting -= 1;
    }
  }

  /** @returns whether the store responded in time */
  async #drawAhead(name: string, share: Share): Promise<boolean> {
    const { perSecond, burst } = this.#rate;
    const wanted = Math.max(this.#leaseSize, share.waiting);
    // The unused tokens of the last draw go back.
    const returned = share.leased - share.owed;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), patienceMs);
    });
    const bucket = `${this.#kind} ${name}`;
    const draw = this.#drawTokens({ bucket, wanted, returned, perSecond, burst });
    const grant = await Promise.race([draw.catch(() => undefined), late]);
    clearTimeout(timer);
    const now = this.#clock();
    share.drawing = undefined;
    if (!grant) {
      this.#aloneUntil = now + aloneMs;
      return false;
    }
    const { granted, remaining } = grant;
    share.leased = granted;
    share.owed = 0;
    share.shared = remaining;
    share.drawnAt = now;
    const millisecondsToFill = ((this.#leaseSize - remaining) / perSecond) * 1000;
    share.emptyUntil = granted < wanted || remaining < 1 ? now + millisecondsToFill : now;
    return true;
  }

  #draw(share: Share, now: number, allowed: boolean): Draw {
    const { perSecond, burst } = this.#rate;
    const left = Math.min(burst, this.#tokensOf(share, now));
    return {
      allowed,
      limit: burst,
      remaining: allowed ? Math.max(0, Math.floor(left)) : 0,
      resetSeconds: Math.ceil((burst - left) / perSecond),
      retryAfterSeconds: Math.max(1, Math.ceil((1 - left) / perSecond)),
    };
  }

  /** @returns the tokens of a bucket, as far as this server knows */
  #tokensOf({ shared, drawnAt, leased, owed }: Share, now: number): number {
    return shared + ((now - drawnAt) / 1000) * this.#rate.perSecond + leased - owed;
  }

  #share(name: string, now: number): Share {
    let share = this.#shares.get(name);
    if (!share) {
      share = {
        leased: 0,
        owed: 0,
        shared: this.#rate.burst,
        drawnAt: now,
        usedAt: now,
        emptyUntil: now,
        waiting: 0,
      };
      this.#shares.set(name, share);
    } else if (share.leased === 0 && this.#tokensOf(share, now) >= this.#rate.burst) {
      // The bucket is full again, so all used tokens are paid for.
      share.shared = this.#rate.burst;
      share.drawnAt = now;
      share.owed = 0;
    }
    return share;
  }

  #sweep(now: number): void {
    const { burst, perSecond } = this.#rate;
    const forgetAfter = (burst / perSecond) * 1000 + leaseMs;
    if (now - this.#sweptAt < forgetAfter) return;
    this.#sweptAt = now;
    for (const [name, { usedAt, waiting }] of this.#shares)
      if (waiting === 0 && now - usedAt >= forgetAfter) this.#shares.delete(name);
  }
}
