import { isObject } from "../contract/document.ts";

/** A difference between an expected and a received value. */
export interface Difference {
  /** The place of the difference, such as `body.metadata.env`. */
  readonly place: string;
  readonly expected: string;
  readonly received: string;
}

/**
 * Compares a value with the part of it that is expected. An object may have more properties than
 * expected. An array must have the same length. An asymmetric matcher such as `expect.any(String)` decides
 * about the value at its place.
 *
 * @returns the differences; empty if the value matches
 */
export function findDifferences(
  received: unknown,
  expected: unknown,
  place: string,
): readonly Difference[] {
  if (isAsymmetric(expected)) {
    if (expected.asymmetricMatch(received)) return [];
    return [{ place, expected: describeMatcher(expected), received: describe(received) }];
  }
  if (Array.isArray(expected) && Array.isArray(received)) {
    const length = Math.max(expected.length, received.length);
    return Array.from({ length }, (_, index) => index).flatMap((index) =>
      findDifferences(received[index], expected[index], `${place}[${index}]`),
    );
  }
  if (isPlain(expected) && isObject(received))
    return Object.entries(expected).flatMap(([name, each]) => {
      const own = Object.hasOwn(received, name) || name in received ? received[name] : undefined;
      return findDifferences(own, each, place === "" ? name : `${place}.${name}`);
    });
  if (isSame(received, expected)) return [];
  return [{ place, expected: describe(expected), received: describe(received) }];
}

interface AsymmetricMatcher {
  asymmetricMatch(value: unknown): boolean;
}

function isAsymmetric(value: unknown): value is AsymmetricMatcher {
  return typeof (Object(value) as Partial<AsymmetricMatcher>).asymmetricMatch === "function";
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}

function isSame(a: unknown, b: unknown): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return String(a) === String(b);
  if (a instanceof Date && b instanceof Date) return Number(a) === Number(b);
  return Object.is(a, b);
}

function describeMatcher(matcher: AsymmetricMatcher): string {
  const { toAsymmetricMatcher } = matcher as { toAsymmetricMatcher?: () => string };
  return toAsymmetricMatcher === undefined ? "another value" : toAsymmetricMatcher.call(matcher);
}

const maxLength = 120;

/** Describes a value in at most 120 characters. */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // A cycle, or a bigint.
  }
  const full = text ?? `a value of type ${typeof value}`;
  return full.length <= maxLength ? full : `${full.slice(0, maxLength - 1)}…`;
}

const maxDifferences = 8;

/** Formats differences, one a line. */
export function formatDifferences(differences: readonly Difference[]): string {
  const lines = differences
    .slice(0, maxDifferences)
    .map(
      ({ place, expected, received }) => `  ${place}: expected ${expected}, received ${received}`,
    );
  const left = differences.length - lines.length;
  return [...lines, ...(left > 0 ? [`  and ${left} more`] : [])].join("\n");
}
