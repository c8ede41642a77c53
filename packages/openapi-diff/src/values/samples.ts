import { type SchemaValue, isObject } from "@sandboxes/codegen/in-memory";
import type { View } from "../schema/view/view.ts";
import type { ViewReader } from "../schema/view/view-reader.ts";

/** The maximum number of samples for a schema, and for each part of it. */
const most = 300;
const mostOfPart = 12;
const deepest = 4;

/** Varied strings, of which some may match a pattern. */
const strings = [
  "",
  "a",
  "A",
  "1",
  "abc",
  "ABC",
  "hello world",
  "a-b",
  "a_b",
  "123456",
  "+4915112345678",
  "2024-01-31",
  "2024-01-31T12:00:00Z",
  "3c90c3cc-0d44-4b50-8888-8dd25736052a",
  "user@example.com",
  "https://example.com/",
  "192.0.2.1",
  "2001:db8::1",
  "example.com",
  "ZXhhbXBsZQ==",
  "/path",
  "x".repeat(40),
];

const numbers = [0, 1, -1, 2, 0.5, 10, 100, 1e6, 2 ** 40];

/**
 * Creates valid and invalid values for schemas: at their limits, with each alternative, and with and
 * without each property.
 */
export class Sampler {
  readonly #reader: ViewReader;
  /** Samples by depth. Deeper schemas get fewer samples. */
  readonly #known: Map<SchemaValue, readonly unknown[]>[] = [];

  constructor(reader: ViewReader) {
    this.#reader = reader;
  }

  /** @returns values of which some match the schema and some do not */
  of(schema: SchemaValue, depth: number = 0): readonly unknown[] {
    if (schema === false || depth > deepest) return [];
    const known = (this.#known[depth] ??= new Map());
    let samples = known.get(schema);
    if (!samples) known.set(schema, (samples = this.#make(schema, depth)));
    return samples;
  }

  #make(schema: SchemaValue, depth: number): readonly unknown[] {
    const view = this.#reader.view(schema);
    const limit = depth === 0 ? most : mostOfPart * 2;
    const found = [...own((part) => this.of(part, depth + 1), view)].slice(0, limit);
    const bases = found.filter(isObject).slice(0, 3);
    for (const member of view.unions.flatMap(({ value }) => value.members))
      for (const value of this.of(member, depth + 1)) {
        found.push(value);
        if (isObject(value)) for (const base of bases) found.push({ ...base, ...value });
      }
    if (view.nullable) found.unshift(null);
    return unique(found).slice(0, limit * 2);
  }
}

/** Returns the samples of a part of a schema. */
type OfPart = (schema: SchemaValue) => readonly unknown[];

function* own(ofPart: OfPart, view: View): Generator {
  if (view.values) {
    yield* view.values.value.slice(0, 30);
    // And one that is not among them.
    yield "something else";
    return;
  }
  const types = view.types ? [...view.types.value] : implied(view);
  for (const type of types) {
    if (type === "string") yield* stringsFor(view);
    else if (type === "number" || type === "integer") yield* numbersFor(view, type);
    else if (type === "boolean") yield* [true, false];
    else if (type === "array") yield* arraysFor(ofPart, view);
    else if (type === "object") yield* objectsFor(ofPart, view);
  }
}

function implied(view: View): string[] {
  if (view.implied !== undefined) return [view.implied];
  if (view.unions.length > 0) return view.required.size > 0 ? ["object"] : [];
  return ["string", "number", "boolean", "array", "object"];
}

function numberAt(view: View, keyword: string): number | undefined {
  const value = view.keywords.get(keyword)?.value;
  return typeof value === "number" ? value : undefined;
}

function* stringsFor(view: View): Generator<string> {
  const limits = [numberAt(view, "minLength"), numberAt(view, "maxLength")];
  for (const limit of limits)
    if (limit !== undefined && limit < 5000)
      for (const length of [limit - 1, limit, limit + 1]) if (length >= 0) yield "x".repeat(length);
  const pattern = view.keywords.get("pattern")?.value;
  const matching = strings.filter((text) => typeof pattern === "string" && matches(pattern, text));
  yield* matching.slice(0, 5);
  yield* pattern === undefined && limits.every((limit) => limit === undefined)
    ? strings.slice(0, 6)
    : strings;
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return false;
  }
}

function* numbersFor(view: View, type: string): Generator<number> {
  const step = numberAt(view, "multipleOf") ?? (type === "integer" ? 1 : 0.5);
  for (const keyword of ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]) {
    const limit = numberAt(view, keyword);
    if (limit !== undefined) yield* [limit - step, limit, limit + step];
  }
  yield step;
  yield* numbers.filter((value) => type === "number" || Number.isInteger(value));
}

function* arraysFor(ofPart: OfPart, view: View): Generator<unknown[]> {
  const items = view.keywords.get("items")?.value;
  const prefix = view.keywords.get("prefixItems")?.value;
  const first = Array.isArray(prefix)
    ? prefix.map((item: SchemaValue) => ofPart(item)[0] ?? null)
    : [];
  const values = isSchema(items) ? ofPart(items).slice(0, mostOfPart) : ["a", 1];
  yield first;
  for (const value of values) yield [...first, value];
  const limits = [numberAt(view, "minItems"), numberAt(view, "maxItems"), 2];
  for (const limit of limits)
    if (limit !== undefined && limit < 200)
      for (const length of [limit - 1, limit, limit + 1])
        if (length >= 0)
          yield Array.from(
            { length },
            (_, index) => first[index] ?? values[index % values.length] ?? null,
          );
}

function* objectsFor(ofPart: OfPart, view: View): Generator<object> {
  const samples = new Map<string, readonly unknown[]>();
  const names = new Set([...view.properties.keys(), ...view.required.keys()]);
  for (const name of names) {
    const property = view.properties.get(name)?.value ?? true;
    samples.set(name, ofPart(property).slice(0, mostOfPart));
  }
  const first = (name: string): unknown => {
    const [value = "a"] = samples.get(name) ?? [];
    return value;
  };
  const least = Object.fromEntries([...view.required.keys()].map((name) => [name, first(name)]));
  const all = Object.fromEntries([...names].map((name) => [name, first(name)]));
  yield least;
  yield all;
  const further = view.keywords.get("additionalProperties")?.value;
  const extra = isSchema(further) ? ofPart(further).slice(0, 3) : ["a"];
  for (const value of extra) yield { ...least, anythingElse: value };
  for (const name of names) {
    const { [name]: _, ...without } = all;
    yield without;
    for (const value of (samples.get(name) ?? []).slice(1))
      yield { ...(view.required.has(name) ? least : all), [name]: value };
  }
}

function isSchema(value: unknown): value is SchemaValue {
  return isObject(value) || typeof value === "boolean";
}

function unique(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
