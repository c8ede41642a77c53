import type { Method } from "../api.ts";
import { pathParts, startsWithVerb } from "./path-parts.ts";
import { camelCase, capitalize, isPlural, sameNoun, words } from "./words.ts";

/** The facts that decide the name of a method. */
export interface Nameable {
  /** Absent if the document gives it none. */
  id: string | undefined;
  method: Method;
  path: string;
  /** The name that the document or the configuration gives, `resource.method`. */
  given: string | undefined;
  /** Whether a success is a list, as far as the document says. */
  isList?: boolean | undefined;
}

/** The place of a method in a client. */
export interface MethodName {
  /** The names of the resources that lead to it, joined by a dot: `projects.tasks`. */
  resource: string;
  name: string;
}

/** Verbs that are about several things. */
const pluralVerbs: ReadonlySet<string> = new Set(["count", "find", "list", "query", "search"]);

/** Words between the noun of an operation and the resource that it is inside of. */
const prepositions: ReadonlySet<string> = new Set(["by", "for", "from", "in", "of", "on", "to"]);

/**
 * Finds the client's name of an operation: its resource and its method there. It depends on nothing but
 * the operation itself, so that adding another one renames nothing.
 *
 * An `operationId` with a separator has both (`repos/list-tags`). Otherwise the resource comes from the
 * path, and the method is the `operationId` without the words of the resource, where those are in the
 * expected number: plural after `list` and its like, else singular. `listMailboxes` and `getMailbox` under
 * `/mailboxes` are `mailboxes.list` and `mailboxes.get`. Where the number differs, the name stays whole; only
 * `getMailboxes` for all of them is `list` too. Without an operationId, or with one that only repeats the
 * path, the method comes from the HTTP method and the end of the path.
 */
export function nameMethod(operation: Nameable): MethodName {
  const own = fromParts(operation.given, asWritten);
  if (own) return own;
  const id = usableId(operation);
  const separated = fromParts(id, camelCase) ?? fromUnderscore(id);
  if (separated) return separated;
  const parts = pathParts(operation.path);
  const resource = parts.resource.map(camelCase).join(".") || "root";
  if (id === undefined) return { resource, name: nameFromPath(operation) };
  return { resource, name: shortName(operation, id, parts.resource) };
}

/** @returns the name as it is if code can write it after a dot */
function asWritten(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : camelCase(name);
}

/** Reads `resource.method`, with any number of resources. */
function fromParts(
  name: string | undefined,
  toName: (part: string) => string,
): MethodName | undefined {
  const parts = (name ?? "").split(/[./]/).map(toName);
  const method = parts.pop() ?? "";
  const resource = parts.filter((part) => part !== "" && !/^v\d+$/i.test(part));
  if (resource.length === 0 || method === "") return undefined;
  return { resource: resource.join("."), name: method };
}

/** Reads `sshKeys_list`, where a plural noun precedes a verb. `list_ssh_keys` begins with its verb. */
function fromUnderscore(id: string | undefined): MethodName | undefined {
  const [, noun = "", method = ""] = /^([A-Za-z0-9]+)_(\w+)$/.exec(id ?? "") ?? [];
  const isNoun = isPlural(words(noun).at(-1) ?? "") && !startsWithVerb(noun);
  return isNoun && startsWithVerb(method)
    ? { resource: camelCase(noun), name: camelCase(method) }
    : undefined;
}

/** @returns the operationId without what a framework adds, or `undefined` if it names nothing */
function usableId({ id, path, method }: Nameable): string | undefined {
  if (id === undefined || camelCase(id) === "" || /[\s{}]/.test(id)) return undefined;
  if (isMadeOfPath(id, method, path)) return undefined;
  // FastAPI appends the path and the method: `list_items_items__id__get`.
  const suffix = `${path}_${method}`.replaceAll(/\W/g, "_");
  return id.endsWith(suffix) && id.length > suffix.length ? id.slice(0, -suffix.length) : id;
}

/** Whether an operationId only repeats the request: `GetCustomersCustomerCardsId`, `getPetsById`. */
function isMadeOfPath(id: string, method: string, path: string): boolean {
  const plain = (name: string): string =>
    words(name)
      .map((word) => word.toLowerCase())
      .filter((word) => word !== "by")
      .join("");
  const parts = path.split("/").filter((part) => !/^(api|v\d+)$/i.test(part));
  return (
    (path.includes("{") || method === "post") &&
    [path, parts.join("/")].some((each) => plain(id) === plain(`${method} ${each}`))
  );
}

function shortName(
  { method, path, isList }: Nameable,
  id: string,
  resource: readonly string[],
): string {
  const nouns = resource.map(words);
  const all = words(id);
  const noun = nouns.pop() ?? [];
  const start = lastIndexOf(all, noun);
  const whole = camelCase(id);
  if (start < 0) return whole;
  const before = all.slice(0, start);
  const after = all.slice(start + noun.length);
  for (const outer of nouns.toReversed()) {
    if (before.length > outer.length && endsWith(before, outer)) before.splice(-outer.length);
    else if (prepositions.has((after[0] ?? "").toLowerCase()) && startsWith(after.slice(1), outer))
      after.splice(0, outer.length + 1);
  }
  const rest = [...before, ...after].filter((word) => !/^(an?|the)$/i.test(word));
  const isMany = isPlural(all[start + noun.length - 1] ?? "");
  if (rest.length === 0) return isMany ? (method === "get" ? "list" : whole) : method;
  // `getMailboxes` and `listMailbox` can only be a list where the path is that of all mailboxes.
  const verb = rest.join(" ").toLowerCase();
  const { rest: segments, isItem } = pathParts(path);
  const isAll = method === "get" && segments.length === 0 && !isItem && isList !== false;
  if (isAll && (verb === "list" || verb === "get list" || (verb === "get" && isMany)))
    return "list";
  const expected = pluralVerbs.has(all[0]?.toLowerCase() ?? "");
  return isMany === expected ? camelCase(rest.join(" ")) : whole;
}

/** Names an operation that has no operationId. */
function nameFromPath({ method, path, isList }: Nameable): string {
  const { rest, isItem, resource } = pathParts(path);
  const last = rest.at(-1);
  if (last !== undefined) {
    const name = camelCase(rest.join(" "));
    if (
      method === "post" ||
      (method !== "delete" && startsWithVerb(last) && !/^(me|self)$/i.test(last))
    )
      return name;
    const verb = { get: "get", put: "update", patch: "update", delete: "delete" } as const;
    return `${method in verb ? verb[method as keyof typeof verb] : method}${capitalize(name)}`;
  }
  if (isItem) return itemMethods[method] ?? method;
  const isMany = isList ?? isPlural(words(resource.at(-1) ?? "").at(-1) ?? "");
  if (method === "get") return isMany ? "list" : "get";
  return (isMany ? manyMethods : oneMethods)[method] ?? method;
}

type Names = Readonly<Partial<Record<Method, string>>>;

const itemMethods: Names = { get: "get", post: "update", put: "replace", patch: "update" };

const oneMethods: Names = { post: "create", put: "replace", patch: "update" };

/** Names of operations on all items. They differ from the names of operations on one item. */
const manyMethods: Names = {
  post: "create",
  put: "replaceAll",
  patch: "updateAll",
  delete: "deleteAll",
};

function lastIndexOf(all: readonly string[], noun: readonly string[]): number {
  for (let start = all.length - noun.length; start >= 0 && noun.length > 0; start--)
    if (startsWith(all.slice(start), noun)) return start;
  return -1;
}

function startsWith(all: readonly string[], noun: readonly string[]): boolean {
  return noun.length > 0 && noun.every((word, index) => sameNoun(word, all[index] ?? ""));
}

function endsWith(all: readonly string[], noun: readonly string[]): boolean {
  return startsWith(all.slice(-noun.length), noun);
}
