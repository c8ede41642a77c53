import { ConfigError } from "../config/config-error.ts";
import { closest } from "./problems/closest.ts";
import { type JsonObject, isObject } from "./json-object.ts";

/** A filter of operations. */
export interface Filter {
  kind: "tag" | "path" | "operation";
  /** Text in which `*` matches any text. */
  pattern: string;
}

/** An operation as filters see it, before it is read. */
interface Candidate {
  tags: readonly string[];
  path: string;
  /** Its operationId, if it has one. */
  id: string | undefined;
}

/** @returns the filter that a text such as `tag:pets` stands for, or `undefined` */
export function parseFilter(text: string): Filter | undefined {
  const match = /^(tag|path|operation):(.+)$/.exec(text);
  return match ? { kind: match[1] as Filter["kind"], pattern: match[2] ?? "" } : undefined;
}

/** @returns the tag above each tag that has one (OpenAPI 3.2) */
export function tagParents(source: unknown): Map<string, string> {
  const tags = isObject(source) && Array.isArray(source["tags"]) ? source["tags"] : [];
  return new Map(
    tags.flatMap((tag: unknown) =>
      isObject(tag) && typeof tag["name"] === "string" && typeof tag["parent"] === "string"
        ? [[tag["name"], tag["parent"]] as const]
        : [],
    ),
  );
}

/** Selects the operations of a document that `include` and `exclude` leave, and knows unused filters. */
export class OperationFilter {
  readonly #include: readonly Test[];
  readonly #exclude: readonly Test[];
  readonly #seen: Record<Filter["kind"], Set<string>> = {
    tag: new Set(),
    path: new Set(),
    operation: new Set(),
  };

  readonly #parents: ReadonlyMap<string, string>;

  /** @param parents the tag above each tag that has one: a filter for a tag includes those below it */
  constructor(
    include: readonly string[] = [],
    exclude: readonly string[] = [],
    parents: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#parents = parents;
    this.#include = include.map(testOf);
    this.#exclude = exclude.map(testOf);
  }

  /** Whether there is anything to select. */
  get isActive(): boolean {
    return this.#include.length + this.#exclude.length > 0;
  }

  /**
   * @param operation an Operation Object as it is written
   * @param path the path that it is below
   * @returns whether the operation is wanted
   */
  accepts({ tags, operationId }: JsonObject, path: string): boolean {
    const candidate: Candidate = {
      tags: this.#withAbove(Array.isArray(tags) ? tags.map(String) : []),
      path,
      id: typeof operationId === "string" ? operationId : undefined,
    };
    for (const tag of candidate.tags) this.#seen.tag.add(tag);
    this.#seen.path.add(candidate.path);
    if (candidate.id !== undefined) this.#seen.operation.add(candidate.id);
    // Every filter looks at every operation, so that the unused ones are known.
    const included = this.#include.filter((test) => test.matches(candidate)).length > 0;
    const excluded = this.#exclude.filter((test) => test.matches(candidate)).length > 0;
    return (included || this.#include.length === 0) && !excluded;
  }

  #withAbove(tags: readonly string[]): string[] {
    const all = new Set(tags);
    // Iterating over a set includes the tags that are added on the way.
    for (const tag of all) {
      const parent = this.#parents.get(tag);
      if (parent !== undefined) all.add(parent);
    }
    return [...all];
  }

  /** @throws {ConfigError} if a filter has matched no operation: it is a slip, and nobody would notice */
  refuseUnused(): void {
    const test = [...this.#include, ...this.#exclude].find(({ isUsed }) => !isUsed);
    if (!test) return;
    const { text, filter } = test;
    const near = closest(filter.pattern, [...this.#seen[filter.kind]]);
    const hint = near === undefined ? "" : ` Did you mean \`${filter.kind}:${near}\`?`;
    throw new ConfigError(`The filter \`${text}\` matches no operation.${hint}`);
  }
}

interface Test {
  text: string;
  filter: Filter;
  isUsed: boolean;
  matches(candidate: Candidate): boolean;
}

function testOf(text: string): Test {
  const filter = parseFilter(text) ?? { kind: "operation", pattern: text };
  const source = filter.pattern
    .split("*")
    .map((part) => part.replaceAll(/[\\^$.+?()[\]{}|]/g, "\\$&"));
  const expression = new RegExp(`^${source.join(".*")}$`, "s");
  const valuesOf = ({ tags, path, id }: Candidate): readonly string[] => {
    if (filter.kind === "tag") return tags;
    return filter.kind === "path" ? [path] : id === undefined ? [] : [id];
  };
  const test: Test = {
    text,
    filter,
    isUsed: false,
    matches: (candidate) => {
      const matches = valuesOf(candidate).some((value) => expression.test(value));
      test.isUsed ||= matches;
      return matches;
    },
  };
  return test;
}
