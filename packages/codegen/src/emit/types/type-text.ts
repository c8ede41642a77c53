/** One member of a union: an intersection or a simpler type. */
interface Member {
  text: string;
  /** Whether `[]` and `&` may stand beside it without parentheses. */
  isUnit: boolean;
}

/** A type as TypeScript text: the members of a union, none for `never`. */
export type TypeText = readonly Member[];

export const never: TypeText = [];
export const unknown: TypeText = [{ text: "unknown", isUnit: true }];

/** @returns a type whose text needs no parentheses anywhere */
export function unit(text: string): TypeText {
  return [{ text, isUnit: true }];
}

/** @returns the union of the types, without repetitions */
export function union(types: readonly TypeText[]): TypeText {
  const members = new Map<string, Member>();
  for (const member of types.flat()) members.set(member.text, member);
  return members.has("unknown") ? unknown : [...members.values()];
}

/** The maximum number of members of an intersection of unions. The compiler stops at 100,000 (TS2590). */
const maxMembers = 10_000;

const anyObject = "{ [key: string]: unknown }";

/**
 * @returns the intersection of the types, without repetitions. A union that would give it too many members becomes
 * a type that allows more
 */
export function intersection(types: readonly TypeText[]): TypeText {
  const distinct = new Map<string, TypeText>();
  for (const type of types) if (!isUnknown(type)) distinct.set(textOf(type), type);
  let members = 1;
  const parts = new Map<string, TypeText>();
  for (const [text, type] of distinct) {
    if (type.length > 1 && members * type.length > maxMembers) {
      if (type.every((member) => member.text.startsWith("{")))
        parts.set(anyObject, unit(anyObject));
      continue;
    }
    members *= Math.max(type.length, 1);
    parts.set(text, type);
  }
  const [first, ...others] = parts.values();
  if (!first) return unknown;
  if (others.length === 0) return first;
  if ([first, ...others].some((type) => type.length === 0)) return never;
  return [{ text: [first, ...others].map(factor).join(" & "), isUnit: false }];
}

/** @returns the type of an array of these items */
export function arrayOf(item: TypeText): TypeText {
  const [only, ...others] = item;
  const text = textOf(item);
  return unit(only && (others.length > 0 || !only.isUnit) ? `(${text})[]` : `${text}[]`);
}

export function textOf(type: TypeText): string {
  return type.length === 0 ? "never" : type.map(({ text }) => text).join(" | ");
}

export function isUnknown(type: TypeText): boolean {
  return type.length === 1 && type[0]?.text === "unknown";
}

function factor(type: TypeText): string {
  return type.length > 1 ? `(${textOf(type)})` : textOf(type);
}
