import { camelCase, isPlural, sameNoun, words } from "./words.ts";

/** The facts that decide the name of a method. */
export interface Nameable {
  id: string;
  method: string;
  path: string;
  /** `x-client-method`: the name the description itself gives, `resource.method`. */
  given: string | undefined;
}

/** Verbs that are about several things. */
const pluralVerbs: ReadonlySet<string> = new Set(["count", "find", "list", "query", "search"]);

/**
 * Finds the client's name of an operation: the resource it belongs to and its method there. It
 * depends on nothing but the operation itself, so that adding another one renames nothing.
 *
 * An `operationId` with a separator has both (`repos/list-tags`). Otherwise the resource is the
 * first fixed segment of the path that is more than a version, and the method is the
 * `operationId` without the words of the resource, where those are in the number that goes without
 * saying: plural after `list` and its like, else singular. `listMailboxes` and `getMailbox` under
 * `/mailboxes` are `mailboxes.list` and `mailboxes.get`, and so `getMailboxes` stays whole.
 */
export function nameMethod(operation: Nameable): { resource: string; name: string } {
  const named = /^(.+)[./](.+)$/.exec(operation.given ?? operation.id);
  const [resource, name] = [camelCase(named?.[1] ?? ""), camelCase(named?.[2] ?? "")];
  if (resource !== "" && name !== "") return { resource, name };
  const segment = resourceSegment(operation.path);
  return { resource: camelCase(segment) || "root", name: shortName(operation, words(segment)) };
}

function resourceSegment(path: string): string {
  const fixed = path.split("/").filter((part) => part !== "" && !part.includes("{"));
  return fixed.find((part) => !/^(api|v\d[\w.]*)$/i.test(part)) ?? fixed[0] ?? "root";
}

function shortName({ id, method }: Nameable, noun: readonly string[]): string {
  const all = words(id);
  const start = lastIndexOf(all, noun);
  const whole = camelCase(id) || method;
  if (start < 0) return whole;
  const rest = [...all.slice(0, start), ...all.slice(start + noun.length)];
  const plural = isPlural(all[start + noun.length - 1] ?? "");
  if (rest.length === 0) return plural ? (method === "get" ? "list" : whole) : method;
  const expected = pluralVerbs.has(all[0]?.toLowerCase() ?? "");
  return plural === expected ? camelCase(rest.join(" ")) : whole;
}

function lastIndexOf(all: readonly string[], noun: readonly string[]): number {
  for (let start = all.length - noun.length; start >= 0 && noun.length > 0; start--) {
    if (noun.every((word, index) => sameNoun(word, all[start + index] ?? ""))) return start;
  }
  return -1;
}
