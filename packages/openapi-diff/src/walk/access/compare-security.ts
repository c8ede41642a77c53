import { type JsonObject, isObject } from "@sandboxes/codegen/in-memory";
import { theOperations } from "../change-log.ts";
import { listOf, placeAt } from "../contract.ts";
import type { OperationWalk } from "../walk.ts";

/** Schemes that must all be met, with the scopes of each. */
type Alternative = ReadonlyMap<string, ReadonlySet<string>>;

const calls = `calls to ${theOperations}`;

/**
 * Compares security requirements. They are alternatives: a caller that met an old one must also meet a
 * new one.
 */
export function compareSecurity(walk: OperationWalk, was: JsonObject, is: JsonObject): void {
  const { log, old, now, label, schemes, isReversed } = walk;
  if (isReversed) return;
  const before = alternatives(was["security"] ?? old.document.root["security"], new Map());
  const after = alternatives(is["security"] ?? now.document.root["security"], schemes);
  const shut = before.filter((one) => !after.some((other) => isWithin(other, one)));
  const fresh = after.filter((other) => !before.some((one) => isWithin(one, other)));
  if (shut.length === 0 && fresh.length === 0) return;
  const holder = is["security"] === undefined ? now.document.root : is;
  const place = placeAt(now, holder, "security");
  const cause = `${text(before)} → ${text(after)}`;
  if (shut.length > 0) {
    const [rule, what] = judge(shut, before, after);
    log.add(rule, place, what, [label], cause);
    return;
  }
  const [rule, what] = loosening(fresh, before);
  log.add(rule, place, what, [label], cause);
}

function judge(
  shut: readonly Alternative[],
  before: readonly Alternative[],
  after: readonly Alternative[],
): [rule: string, what: string] {
  if (shut.every((one) => one.size === 0))
    return ["security-added", `${calls} now need ${text(after)}`];
  const scoped = after.find((other) => shut.some((one) => sameSchemes(one, other)));
  if (scoped) return ["security-scope-added", `${calls} now need ${text([scoped])}`];
  const extended = after.find((other) =>
    shut.some((one) => one.size < other.size && [...one.keys()].every((name) => other.has(name))),
  );
  if (extended)
    return [
      "security-requirement-added",
      `${calls} now need ${text([extended])} instead of ${text(shut)}`,
    ];
  if (after.length < before.length)
    return ["security-alternative-removed", `${calls} can no longer use ${text(shut)}`];
  return ["security-changed", `${calls} need ${text(after)} instead of ${text(before)}`];
}

function loosening(
  fresh: readonly Alternative[],
  before: readonly Alternative[],
): [rule: string, what: string] {
  if (fresh.some((one) => one.size === 0))
    return ["security-removed", `${calls} no longer need credentials`];
  if (fresh.some((one) => before.some((other) => sameSchemes(one, other))))
    return ["security-scope-removed", `${calls} now need only ${text(fresh)}`];
  const isPart = fresh.some((one) =>
    before.some(
      (other) => one.size < other.size && [...one.keys()].every((name) => other.has(name)),
    ),
  );
  if (isPart) return ["security-requirement-removed", `${calls} now need only ${text(fresh)}`];
  return ["security-alternative-added", `${calls} can now also use ${text(fresh)}`];
}

/** Returns whether every caller that meets `other` also meets `one`. */
function isWithin(one: Alternative, other: Alternative): boolean {
  return [...one].every(([name, scopes]) => {
    const held = other.get(name);
    return held !== undefined && [...scopes].every((scope) => held.has(scope));
  });
}

function sameSchemes(one: Alternative, other: Alternative): boolean {
  return one.size === other.size && [...one.keys()].every((name) => other.has(name));
}

function alternatives(security: unknown, renamed: ReadonlyMap<string, string>): Alternative[] {
  const list = listOf(security).filter(isObject);
  // Without requirements, no credentials are necessary.
  return (list.length === 0 ? [{}] : list).map(
    (one) =>
      new Map(
        Object.entries(one).map(([name, scopes]) => [
          renamed.get(name) ?? name,
          new Set(listOf(scopes).map(String)),
        ]),
      ),
  );
}

function text(list: readonly Alternative[]): string {
  const shown = list.map((one) => {
    const parts = [...one].map(([name, scopes]) =>
      scopes.size > 0
        ? `\`${name}\` with ${[...scopes].map((s) => `\`${s}\``).join(", ")}`
        : `\`${name}\``,
    );
    return parts.length === 0 ? "no credentials" : parts.join(" and ");
  });
  return [...new Set(shown)].sort().join(" or ");
}
