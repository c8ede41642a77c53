import type ts from "typescript";
import { compiler } from "./compiler.ts";

/** Two types that are being compared, so that recursive types end. */
type Seen = Map<ts.Type, Set<ts.Type>>;

/**
 * Returns whether code can read every property of the old type from the new type. Assignability does
 * not show this: an object without an optional property can be assigned to a type that has it.
 */
export function canRead(
  checker: ts.TypeChecker,
  old: ts.Type,
  now: ts.Type,
  seen: Seen = new Map(),
): boolean {
  const [from, to] = [checker.getNonNullableType(old), checker.getNonNullableType(now)];
  if (from === to || isSeen(seen, from, to) || isFree(to)) return true;
  const [item, newItem] = [itemOf(checker, from), itemOf(checker, to)];
  // Whether arrays and other types fit is a question of assignability.
  if (item || newItem) return !item || !newItem || canRead(checker, item, newItem, seen);
  if (isOpen(checker, from) && !isOpen(checker, to)) return false;
  return checker.getPropertiesOfType(from).every((property) => {
    const other = checker.getPropertyOfType(to, property.name);
    if (!other) return checker.getIndexTypeOfType(to, compiler.IndexKind.String) !== undefined;
    return canRead(
      checker,
      checker.getTypeOfSymbol(property),
      checker.getTypeOfSymbol(other),
      seen,
    );
  });
}

/**
 * Returns whether a literal of the old type has only properties that the new type has. The compiler
 * rejects other properties in a literal, and accepts them in a variable.
 */
export function canWrite(
  checker: ts.TypeChecker,
  old: ts.Type,
  now: ts.Type,
  seen: Seen = new Map(),
): boolean {
  const [from, to] = [checker.getNonNullableType(old), checker.getNonNullableType(now)];
  if (from === to || isSeen(seen, from, to) || isFree(to)) return true;
  const members = to.isUnion() ? to.types : [to];
  const [item, newItems] = [
    itemOf(checker, from),
    members.flatMap((member) => itemOf(checker, member) ?? []),
  ];
  if (item)
    return (
      newItems.length === 0 || newItems.some((newItem) => canWrite(checker, item, newItem, seen))
    );
  const olds = from.isUnion() ? from.types : [from];
  if (olds.some((one) => isOpen(checker, one)) && !members.some((one) => isOpen(checker, one)))
    return false;
  return olds.every((one) =>
    checker.getPropertiesOfType(one).every((property) => {
      const others = members.flatMap(
        (member) => checker.getPropertyOfType(member, property.name) ?? [],
      );
      if (others.length === 0)
        return members.some(
          (member) => checker.getIndexTypeOfType(member, compiler.IndexKind.String) !== undefined,
        );
      const type = checker.getTypeOfSymbol(property);
      return others.some((other) => canWrite(checker, type, checker.getTypeOfSymbol(other), seen));
    }),
  );
}

function isSeen(seen: Seen, from: ts.Type, to: ts.Type): boolean {
  const known = seen.get(from) ?? new Set();
  seen.set(from, known);
  if (known.has(to)) return true;
  known.add(to);
  return false;
}

/** Returns whether code can do anything with a type, or nothing at all. */
function isFree(type: ts.Type): boolean {
  const { Any, Unknown, Never } = compiler.TypeFlags;
  return (type.flags & (Any | Unknown | Never)) !== 0;
}

/** Returns whether an object may have properties of any name. */
function isOpen(checker: ts.TypeChecker, type: ts.Type): boolean {
  const { Object: object } = compiler.TypeFlags;
  const isObject = (type.flags & object) !== 0;
  return isObject && checker.getIndexTypeOfType(type, compiler.IndexKind.String) !== undefined;
}

function itemOf(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  return checker.isArrayLikeType(type)
    ? checker.getIndexTypeOfType(type, compiler.IndexKind.Number)
    : undefined;
}
