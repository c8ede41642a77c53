/** A deterministic source of pseudo-random numbers. */
export interface Random {
  /** @returns a number from 0 to less than 1 */
  next(): number;
  /** @returns an integer from `least` to `most`, both included */
  integer(least: number, most: number): number;
  /** @returns one item of a non-empty array */
  pick<Item>(items: readonly Item[]): Item;
}

/**
 * Creates a source of pseudo-random numbers (mulberry32, by Tommy Ettinger, in the public domain).
 *
 * @param seed an integer
 */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    integer: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick: (items) => items[Math.floor(next() * items.length)]!,
  };
}
