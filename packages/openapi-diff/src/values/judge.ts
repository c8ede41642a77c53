import {
  type ApiDocument,
  DocumentError,
  type SchemaValue,
  checksOf,
} from "@sandboxes/codegen/in-memory";
import type { Judged, ValueJudge } from "../schema/comparison.ts";
import type { SchemaNode } from "../schema/finding.ts";
import { show } from "../schema/show.ts";
import { ViewReader } from "../schema/view/view-reader.ts";
import { Sampler } from "./samples.ts";

/**
 * Creates a judge that compares two schemas with sample values of both. It finds values that one schema
 * accepts and the other rejects.
 *
 * @returns the judge, which returns `unknown` when a schema has no sample values or no validator
 */
export function valueJudge(old: ApiDocument, now: ApiDocument): ValueJudge {
  const readers = { old: new ViewReader(old), new: new ViewReader(now) };
  const samplers = { old: new Sampler(readers.old), new: new Sampler(readers.new) };
  const known = new Map<SchemaValue, Map<SchemaValue, Judged>>();
  return (node) => {
    const byNew = known.get(node.old) ?? new Map<SchemaValue, Judged>();
    known.set(node.old, byNew);
    let judged = byNew.get(node.new);
    if (judged === undefined) byNew.set(node.new, (judged = judge(node)));
    return judged;
  };

  function judge(node: SchemaNode): Judged {
    const checks = compile(old, node.old, now, node.new);
    if (!checks) return "unknown";
    const [before, after] = checks;
    const samples = [...samplers.old.of(node.old), ...samplers.new.of(node.new)];
    const lost = samples.filter((value) => before(value) && !after(value)).sort(bySize);
    const gained = samples.filter((value) => after(value) && !before(value)).sort(bySize);
    if (lost.length > 0 && gained.length > 0)
      return {
        family: "values-changed",
        what: `no longer allows a value such as ${show(lost[0])}, and now allows ${show(gained[0])}`,
      };
    if (lost.length > 0)
      return {
        family: "values-rejected",
        what: `no longer allows a value such as ${show(lost[0])}`,
      };
    if (gained.length > 0)
      return { family: "values-accepted", what: `now allows a value such as ${show(gained[0])}` };
    const isCovered = [
      covers(readers.old, samplers.old, node.old, before),
      covers(readers.new, samplers.new, node.new, after),
    ].every(Boolean);
    return isCovered ? "same" : "unknown";
  }
}

/** Returns whether the schema and each of its alternatives have a sample value. */
function covers(
  reader: ViewReader,
  sampler: Sampler,
  schema: SchemaValue,
  check: (value: unknown) => boolean,
): boolean {
  if (!sampler.of(schema).some((value) => check(value))) return false;
  return reader
    .view(schema)
    .unions.every(({ value: { members } }) =>
      members.every((member) => sampler.of(member).some((value) => check(value))),
    );
}

function compile(
  old: ApiDocument,
  one: SchemaValue,
  now: ApiDocument,
  other: SchemaValue,
): [(value: unknown) => boolean, (value: unknown) => boolean] | undefined {
  try {
    const [before] = checksOf(old, [one]);
    const [after] = checksOf(now, [other]);
    return before && after ? [before, after] : undefined;
  } catch (error) {
    if (DocumentError.isInstance(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function bySize(one: unknown, other: unknown): number {
  return JSON.stringify(one).length - JSON.stringify(other).length;
}
