// Every generated file of validators starts with the parts of this file that it uses, so this file
// imports nothing and is small.

/** A reason why a value does not match a schema, and its place in the value. */
export interface Issue {
  readonly message: string;
  readonly path: readonly PropertyKey[];
}

/**
 * Checks values against a schema. It implements Standard Schema, so it works wherever a schema of zod,
 * valibot or arktype does.
 *
 * @see https://standardschema.dev
 */
export interface Validator<T> {
  /** @returns whether the value is a `T`. This is faster than `issues` */
  is(value: unknown): value is T;
  /**
   * Finds the issues of a value.
   *
   * @param most the number of issues to stop after
   * @default most is Infinity
   * @returns the issues; none if the value is a `T`
   */
  issues(value: unknown, most?: number): readonly Issue[];
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "sandboxes-codegen";
    readonly types?: { readonly input: T; readonly output: T } | undefined;
    validate(
      value: unknown,
    ): { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly Issue[] };
  };
}

/** The place of a check in the value, from the inside out. */
type At = readonly [parent: At | undefined, key: PropertyKey] | undefined;

/** The issues so far, and the number to stop after. */
interface Findings {
  readonly found: Issue[];
  readonly most: number;
}

/** A check of one schema. Without `out` it stops at the first issue. With `out` it collects issues. */
type Check = (value: unknown, out?: Findings, at?: At) => boolean;

function validator<T>(check: Check): Validator<T> {
  const is = (value: unknown): value is T => check(value);
  const issues = (value: unknown, most = Infinity): readonly Issue[] => {
    const found: Issue[] = [];
    if (most > 0 && !check(value)) check(value, { found, most });
    return found;
  };
  const validate: Validator<T>["~standard"]["validate"] = (value) =>
    is(value) ? { value } : { issues: issues(value) };
  return { is, issues, "~standard": { version: 1, vendor: "sandboxes-codegen", validate } };
}

/** Adds an issue. @returns whether the check can stop */
function no(out: Findings | undefined, at: At, message: string): boolean {
  if (!out) return true;
  const path: PropertyKey[] = [];
  for (let step = at; step; step = step[0]) path.unshift(step[1]);
  out.found.push({ message, path });
  return isFull(out);
}

/** Adds an issue of a required property. @returns whether the check can stop */
function wrong(
  value: unknown,
  out: Findings | undefined,
  at: At,
  key: string,
  message: string,
): boolean {
  return no(out, to(out, at, key), value === undefined ? "is missing" : message);
}

/** @returns whether a check that has found an issue can stop */
function isFull(out: Findings | undefined): boolean {
  return !out || out.found.length >= out.most;
}

/** @returns the place one step further in; `undefined` if no issues are collected */
function to(out: Findings | undefined, at: At, key: PropertyKey): At {
  return out && [at, key];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isInteger(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value);
}

/** @returns the names of the properties that `JSON.stringify` writes */
function names(value: Record<string, unknown>): string[] {
  return Object.keys(value).filter((name) => value[name] !== undefined);
}

/** @returns the length in code points (JSON Schema 2020-12, Validation, section 6.3.1) */
function size(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00)
      count--;
  }
  return count;
}

/** @returns the length in bytes of UTF-8. A lone surrogate counts as U+FFFD */
function bytes(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) count += unit > 0x7ff ? 2 : 1;
    if ((unit & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      // A pair of two units has four bytes.
      i++;
    }
  }
  return count;
}

/** @returns whether the keys and the string values have more bytes of UTF-8 than allowed */
function hasMoreBytes(value: Record<string, unknown>, most: number): boolean {
  // A code unit takes at most three bytes, so short values need no exact count.
  return sumTexts(value, (text) => text.length * 3) > most && sumTexts(value, bytes) > most;
}

/** Sums a measure of the keys and of the string values. */
function sumTexts(value: Record<string, unknown>, measure: (text: string) => number): number {
  let total = 0;
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (item !== undefined) total += measure(key) + (typeof item === "string" ? measure(item) : 0);
  }
  return total;
}

function isMultiple(value: number, of: number): boolean {
  const quotient = value / of;
  // The remainder of a division by an integer is exact. A decimal fraction is only near its binary value.
  if (Number.isInteger(of) || !Number.isFinite(quotient)) return value % of === 0;
  return Math.abs(quotient - Math.round(quotient)) <= Number.EPSILON * Math.abs(quotient);
}

/** @returns whether two JSON values are equal */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a))
    return (
      Array.isArray(b) && a.length === b.length && a.every((item, index) => same(item, b[index]))
    );
  if (!isObject(a) || !isObject(b)) return false;
  const keys = names(a);
  return (
    keys.length === names(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
  );
}

function isUnique(items: readonly unknown[]): boolean {
  if (items.every((item) => typeof item !== "object")) return new Set(items).size === items.length;
  return items.every((item, index) => items.findIndex((other) => same(item, other)) === index);
}

// RFC 4122, section 3
const uuid: RegExp = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

const dateTime: RegExp =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])t([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;

/** RFC 3339, section 5.6: the day must be in the month, and a leap second at the end of a UTC day. */
function isDateTime(text: string): boolean {
  if (!dateTime.test(text)) return false;
  // Only the days 29 to 31 may be missing from a month.
  const mayBeMissing = text[8] === "3" || (text[8] === "2" && text[9] === "9");
  if (mayBeMissing) {
    const [year, month, day] = text.slice(0, 10).split("-").map(Number);
    if ((day ?? 0) > daysInMonth(year ?? 0, month ?? 0)) return false;
  }
  if (text[17] !== "6") return true;
  const before = new Date(text.toUpperCase().replace(":60", ":59"));
  return before.getUTCHours() === 23 && before.getUTCMinutes() === 59;
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

export {
  bytes,
  hasMoreBytes,
  isDateTime,
  isFull,
  isInteger,
  isMultiple,
  isObject,
  isUnique,
  names,
  no,
  same,
  size,
  to,
  uuid,
  validator,
  wrong,
};
