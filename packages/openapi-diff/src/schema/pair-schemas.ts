import {
  type ApiDocument,
  type JsonObject,
  type SchemaValue,
  isObject,
} from "@sandboxes/codegen/in-memory";
import { compareAnnotations } from "./keywords/compare-annotations.ts";
import { compareViews } from "./keywords/compare-views.ts";
import type { Comparison, Pairing, ValueJudge } from "./comparison.ts";
import type { Carrier, Finding, SchemaNode, Way } from "./finding.ts";
import { equalTrees } from "./equal-trees.ts";
import { isNote } from "./notes.ts";
import { ViewReader } from "./view/view-reader.ts";

/**
 * Compares pairs of schemas, once per direction, without inlining references. So recursion ends, and
 * shared schemas are compared only once.
 */
export class SchemaPairs implements Pairing {
  readonly old: ViewReader;
  readonly new: ViewReader;
  readonly judge: ValueJudge;
  readonly #nodes = new Map<SchemaValue, Map<SchemaValue, Map<string, SchemaNode>>>();
  readonly #waiting: { node: SchemaNode; notes: boolean }[] = [];

  constructor(old: ApiDocument, now: ApiDocument, judge: ValueJudge) {
    this.old = new ViewReader(old);
    this.new = new ViewReader(now);
    this.judge = judge;
  }

  /**
   * @param notes whether to compare annotations, such as descriptions
   * @returns the node of two schemas, which is complete after `settle`
   */
  pair(
    old: SchemaValue,
    now: SchemaValue,
    way: Way,
    carrier: Carrier,
    notes: boolean = true,
  ): SchemaNode {
    const byNew = entryOf(this.#nodes, old, () => new Map<SchemaValue, Map<string, SchemaNode>>());
    const byKey = entryOf(byNew, now, () => new Map<string, SchemaNode>());
    return entryOf(byKey, `${way} ${carrier} ${notes}`, () => {
      const node: SchemaNode = {
        old,
        new: now,
        way,
        carrier,
        findings: [],
        children: [],
        hidden: [],
        hiddenChildren: [],
      };
      this.#waiting.push({ node, notes });
      return node;
    });
  }

  /** Compares all queued pairs. */
  settle(): void {
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop())
      this.#compare(next.node, next.notes);
  }

  /** Returns whether two schemas are equivalent in both directions. Ignores annotations. */
  areSame(old: SchemaValue, now: SchemaValue): boolean {
    const node = this.pair(old, now, "request", "json", false);
    this.settle();
    return !reaches(node, ({ family }) => !isNote(family));
  }

  #compare(node: SchemaNode, notes: boolean): void {
    if (node.old === node.new && typeof node.old === "boolean") return;
    const parts = equalTrees(node.old, node.new, node.way, this.old);
    if (parts) {
      for (const [one, other] of parts)
        node.children.push(this.pair(one, other, node.way, node.carrier));
      return;
    }
    const [old, now] = [this.old.unwrap(node.old), this.new.unwrap(node.new)];
    const wrapped = old.wrappers.length > 0 || now.wrappers.length > 0;
    const comparison: Comparison = {
      node,
      pairs: this,
      add: (family, place, what) => {
        node.findings.push({ family, place, what, pair: { old: node.old, new: node.new } });
      },
      addHidden: (family, place, what) => {
        node.hidden.push({ family, place, what });
      },
      child: (one, other, way = node.way) => {
        node.children.push(this.pair(one, other, way, node.carrier));
      },
    };
    if (notes && (wrapped || (old.base === node.old && now.base === node.new)))
      compareAnnotations(comparison, chain(old), chain(now));
    if (old.base !== node.old || now.base !== node.new) {
      const inner = this.pair(old.base, now.base, node.way, node.carrier, notes && !wrapped);
      node.children.push(inner);
      return;
    }
    compareViews(comparison, this.old.view(node.old), this.new.view(node.new));
  }
}

/** The schemas that may have an annotation, the one that decides first. */
function chain({
  base,
  wrappers,
}: {
  base: SchemaValue;
  wrappers: readonly JsonObject[];
}): JsonObject[] {
  return isObject(base) ? [...wrappers, base] : [...wrappers];
}

/** Returns whether a node or one of its descendants has a finding of some kind. */
function reaches(
  node: SchemaNode,
  isWanted: (finding: Finding) => boolean,
  seen: Set<SchemaNode> = new Set(),
): boolean {
  const waiting = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (next.findings.some(isWanted)) return true;
    waiting.push(...next.children);
  }
  return false;
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
