import type { Contract } from "../contract/contract.ts";
import { isObject } from "../contract/document.ts";
import type { Check, CheckResult, Exchange, Target } from "./check.ts";
import { runCheck } from "./run-checks.ts";

/** A difference between two targets. */
export interface TargetDifference {
  /** The difference, such as `createBook 201: pages is missing and number`. */
  readonly difference: string;
  /** The checks that showed it. */
  readonly checks: readonly string[];
}

/**
 * Runs the same checks on two targets and compares the responses: their statuses, and the names and types
 * of their fields. Values such as ids and times may differ.
 *
 * @returns each difference once, with all checks that showed it; empty if the targets behave alike
 */
export async function compareTargets(
  contract: Contract,
  a: Target,
  b: Target,
  checks: readonly Check[],
): Promise<readonly TargetDifference[]> {
  const found = new Map<string, string[]>();
  for (const check of checks) {
    const first = await runCheck(contract, a, check);
    const second = await runCheck(contract, b, check);
    for (const difference of compareResults(first, second))
      found.set(difference, [...(found.get(difference) ?? []), check.name]);
  }
  return [...found].map(([difference, names]) => ({ difference, checks: [...new Set(names)] }));
}

function compareResults(a: CheckResult, b: CheckResult): readonly string[] {
  const count = Math.min(a.exchanges.length, b.exchanges.length);
  for (let index = 0; index < count; index++) {
    const differences = compareExchanges(a.exchanges[index]!, b.exchanges[index]!);
    // Later exchanges follow from the first different one.
    if (differences.length > 0) return differences;
  }
  if (a.outcome === b.outcome) return [];
  return [`${a.outcome} and ${b.outcome}: ${a.message ?? b.message ?? a.name}`];
}

function compareExchanges(a: Exchange, b: Exchange): readonly string[] {
  if (a.operation !== b.operation) return [`${a.operation} and ${b.operation}`];
  if (a.status !== b.status) return [`${a.operation}: ${a.status} and ${b.status}`];
  const [left, right] = [shapeOf(a.body), shapeOf(b.body)];
  const places = [...new Set([...left.keys(), ...right.keys()])];
  return places.flatMap((place) => {
    const [mine = "missing", yours = "missing"] = [left.get(place), right.get(place)];
    if (mine === yours) return [];
    return [`${a.operation} ${a.status}: ${place || "body"} is ${mine} and ${yours}`];
  });
}

/** Returns the types of the fields of a body, and the values of the codes that programs branch on. */
function shapeOf(body: unknown): ReadonlyMap<string, string> {
  const shape = new Map<string, string>();
  const visit = (value: unknown, place: string): void => {
    if (Array.isArray(value)) {
      shape.set(place, value.length === 0 ? "empty" : "list");
      for (const each of value) visit(each, `${place}[]`);
    } else if (isObject(value)) {
      for (const [name, each] of Object.entries(value))
        visit(each, place === "" ? name : `${place}.${name}`);
    } else if (/(^|\.)(code|status|type)$/.test(place))
      shape.set(place, JSON.stringify(value) ?? "");
    else shape.set(place, value === null ? "null" : typeof value);
  };
  visit(body, "");
  return shape;
}
