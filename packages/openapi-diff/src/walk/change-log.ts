import type { SchemaValue } from "@sandboxes/codegen/in-memory";
import type { Carrier, Finding, Place, SchemaNode, Way } from "../schema/finding.ts";
import type { SchemaPairs } from "../schema/pair-schemas.ts";

/** Stands for the affected operations in the text of a change. */
export const theOperations = "{operations}";

/** A change before it has verdicts. */
export interface RawChange {
  /** Id of the rule. */
  rule: string;
  place: Place;
  what: string;
  operations: Set<string>;
  /** The schemas that differ, for the compiler to judge. */
  pair?: Finding["pair"];
  way?: Way;
  /** Whether the change is in a schema that no operation uses. */
  isUnused?: boolean;
  /** Whether the schema is only part of others, whose own changes are reported. */
  isPart?: boolean;
  /** Whether the change is in a property that is never sent: a read-only one in requests, for example. */
  isHidden?: boolean;
}

type Flags = Pick<RawChange, "isUnused" | "isPart" | "isHidden">;

const bothWays: readonly Way[] = ["request", "response"];

/** A schema that an operation uses, in both documents. */
interface Root {
  node: SchemaNode;
  operation: string;
}

/** Collects the changes of two documents. Differences with the same cause are one change. */
export class ChangeLog {
  readonly pairs: SchemaPairs;
  readonly #changes = new Map<string, RawChange>();
  readonly #roots: Root[] = [];
  readonly #ids = new Map<object, number>();
  #reached: ReadonlySet<SchemaNode> = new Set();

  constructor(pairs: SchemaPairs) {
    this.pairs = pairs;
  }

  get changes(): readonly RawChange[] {
    return [...this.#changes.values()];
  }

  /** The pairs of schemas that operations use, after collection. */
  get reached(): ReadonlySet<SchemaNode> {
    return this.#reached;
  }

  /**
   * Records a change.
   *
   * @param cause identifies a change: findings with the same rule and cause are one change
   * @default cause is the location
   */
  add(
    rule: string,
    place: Place,
    what: string,
    operations: Iterable<string>,
    cause?: string,
  ): void {
    const key = `${rule} ${cause ?? this.#keyOf(place)}`;
    const known = this.#changes.get(key);
    if (known) for (const operation of operations) known.operations.add(operation);
    else this.#changes.set(key, { rule, place, what, operations: new Set(operations) });
  }

  /** Compares two schemas that an operation uses. */
  schema(
    old: SchemaValue,
    now: SchemaValue,
    way: Way,
    carrier: Carrier,
    operation: string,
    notes: boolean = true,
  ): void {
    this.#roots.push({ node: this.pairs.pair(old, now, way, carrier, notes), operation });
  }

  /** Records the differences in the schemas, each with the operations that reach it. */
  collectSchemas(): void {
    this.pairs.settle();
    const { reached, live } = findingNodes(this.#roots.map(({ node }) => node));
    this.#reached = reached;
    const byOperation = new Map<string, SchemaNode[]>();
    for (const { node, operation } of this.#roots) {
      if (!live.has(node)) continue;
      const nodes = byOperation.get(operation) ?? [];
      nodes.push(node);
      byOperation.set(operation, nodes);
    }
    for (const [operation, nodes] of byOperation) {
      const seen = new Set<SchemaNode>();
      const waiting = [...nodes];
      for (let node = waiting.pop(); node; node = waiting.pop()) {
        if (seen.has(node)) continue;
        seen.add(node);
        for (const finding of node.findings) this.#note(finding, node, [operation]);
        for (const child of node.children) if (live.has(child)) waiting.push(child);
      }
    }
  }

  /**
   * Records the differences between two schemas that no operation uses.
   *
   * @param ways the directions of the schemas that they are part of
   * @default ways is both: the schemas are part of nothing
   */
  unusedSchema(old: SchemaValue, now: SchemaValue, ways?: ReadonlySet<Way>): void {
    const flags = { isUnused: true, ...(ways ? { isPart: true } : {}) };
    for (const way of ways ?? bothWays) this.#noteUnused(old, now, way, flags);
  }

  /** Records the differences between properties that are never sent in the direction of their schema. */
  hiddenProperties(): void {
    const flags = { isUnused: true, isHidden: true };
    for (const node of this.#reached) {
      for (const finding of node.hidden)
        if (!this.#isRecorded(finding)) this.#note(finding, node, [], flags);
      for (const [old, now] of node.hiddenChildren) this.#noteUnused(old, now, node.way, flags);
    }
  }

  #noteUnused(old: SchemaValue, now: SchemaValue, way: Way, flags: Flags): void {
    const node = this.pairs.pair(old, now, way, "json");
    this.pairs.settle();
    for (const each of findingNodes([node]).live)
      for (const finding of each.findings)
        if (!this.#isRecorded(finding)) this.#note(finding, each, [], flags);
  }

  /** Returns whether a difference is already recorded for the operations that it affects. */
  #isRecorded(finding: Finding): boolean {
    return bothWays.some((way) => {
      const change = this.#changes.get(this.#findingKey(finding, way));
      return change !== undefined && !change.isUnused;
    });
  }

  #findingKey({ family, place, what }: Finding, way: Way): string {
    return `${way} ${family} ${this.#keyOf(place)} ${what}`;
  }

  #note(finding: Finding, node: SchemaNode, operations: string[], flags: Flags = {}): void {
    const key = this.#findingKey(finding, node.way);
    const known = this.#changes.get(key);
    if (known) {
      for (const operation of operations) known.operations.add(operation);
      return;
    }
    this.#changes.set(key, {
      rule: finding.family,
      place: finding.place,
      what: finding.what,
      operations: new Set(operations),
      way: node.way,
      ...(finding.pair ? { pair: finding.pair } : {}),
      ...flags,
    });
  }

  #keyOf({ side, at, path }: Place): string {
    let id = this.#ids.get(at);
    if (id === undefined) this.#ids.set(at, (id = this.#ids.size));
    return `${side} ${id} ${path.join("\n")}`;
  }
}

/** Returns all nodes, and those that have a finding directly or in a descendant. */
function findingNodes(roots: readonly SchemaNode[]): Record<"reached" | "live", Set<SchemaNode>> {
  const users = new Map<SchemaNode, SchemaNode[]>();
  const waiting = [...roots];
  const live = new Set<SchemaNode>();
  const seen = new Set<SchemaNode>(roots);
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.findings.length > 0) live.add(node);
    for (const child of node.children) {
      const list = users.get(child);
      if (list) list.push(node);
      else users.set(child, [node]);
      if (seen.has(child)) continue;
      seen.add(child);
      waiting.push(child);
    }
  }
  const upwards = [...live];
  for (let node = upwards.pop(); node; node = upwards.pop())
    for (const user of users.get(node) ?? []) {
      if (live.has(user)) continue;
      live.add(user);
      upwards.push(user);
    }
  return { reached: seen, live };
}
