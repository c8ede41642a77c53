type Pairs = readonly (readonly [key: string, value: string])[];

/** @returns the pairs to remove and the pairs to add; all of them if the sort key changes */
export function difference(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  samePlace: boolean,
): [left: Pairs, come: Pairs] {
  const without = (all: typeof before, others: typeof before): Pairs =>
    Object.entries(all).filter(
      ([key, value]) => !(samePlace && Object.hasOwn(others, key) && others[key] === value),
    );
  return [without(before, after), without(after, before)];
}
