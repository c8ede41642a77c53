import type { RecordedCall } from "../calls/call-log.ts";
import type { CallOf } from "../double.ts";
import { type Difference, findDifferences, formatDifferences } from "./find-differences.ts";

/** The parts of a call that a test may expect. */
type CallPart = "path" | "query" | "header" | "cookie" | "body" | "status" | "contentType";

type DeepPartial<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { readonly [Key in keyof Value]?: DeepPartial<Value[Key]> }
    : Value;

/** An expected call: the parts that matter, with the types of the operation. */
export type ExpectedCall<Types, Id> = {
  readonly [Part in CallPart & keyof CallOf<Types, Id>]?: DeepPartial<CallOf<Types, Id>[Part]>;
} & {
  /**
   * The number of calls that match.
   *
   * @default at least one
   */
  readonly times?: number;
};

/** The part of a double that the matchers use. */
export interface WithCalls {
  readonly calls: Readonly<Record<string, readonly RecordedCall[]>>;
}

/** The result of a comparison, as Vitest and Jest expect it from a matcher. */
export interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * Looks for a call of an operation.
 *
 * @throws {TypeError} if the value is no double, or has no such operation
 */
export function findCall(
  double: unknown,
  operation: string,
  { times, ...expected }: Readonly<Record<string, unknown>> & { readonly times?: number } = {},
): Verdict {
  const { calls } = Object(double) as Partial<WithCalls>;
  if (typeof calls !== "object") throw new TypeError("`toHaveCalled` needs a test double.");
  if (!Object.hasOwn(calls, operation))
    throw new TypeError(
      `The contract has no operation "${operation}". It has: ${Object.keys(calls).join(", ")}.`,
    );
  const compared = calls[operation]!.map((call) => findDifferences(call, expected, ""));
  const matching = compared.filter((differences) => differences.length === 0).length;
  const pass = times === undefined ? matching > 0 : matching === times;
  return {
    pass,
    message: () =>
      pass
        ? `${operation} was called ${count(matching)} like this, against the expectation.`
        : explain(calls, operation, compared, matching, times),
  };
}

function explain(
  calls: WithCalls["calls"],
  operation: string,
  compared: readonly (readonly Difference[])[],
  matching: number,
  times: number | undefined,
): string {
  if (compared.length === 0) {
    const others = Object.entries(calls).filter(([, list]) => list.length > 0);
    const known = others.map(([id, list]) => `${id} ${count(list.length)}`).join(", ");
    return `${operation} was not called. ${known === "" ? "Nothing was." : `Called were: ${known}.`}`;
  }
  const wanted = times === undefined ? "" : ` ${count(times)}, but ${count(matching)}`;
  if (matching > 0) return `${operation} was not called like this${wanted}.`;
  const closest = compared.reduce((best, each) => (each.length < best.length ? each : best));
  const which =
    compared.length === 1
      ? "The call differs in:"
      : `The closest of ${compared.length} calls is number ${compared.indexOf(closest) + 1}. It differs in:`;
  return `${operation} was not called like this${wanted}. ${which}\n${formatDifferences(closest)}`;
}

function count(number: number): string {
  return number === 1 ? "once" : `${number} times`;
}
