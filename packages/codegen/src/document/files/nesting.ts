/** Levels of objects and arrays in one file: more than any description has, and few enough for the stack. */
export const deepest = 500;

/** @returns whether a value is nested more deeply than can be processed */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    level = level.flatMap((item) =>
      typeof item === "object" && item !== null ? Object.values(item) : [],
    );
  }
  return false;
}
