/** The part of JSON Schema that the mutations read. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly examples?: readonly unknown[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** A JSON text that breaks a rule, and the name of the rule. */
export interface Mutation {
  readonly title: string;
  readonly text: string;
}

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };
type Path = readonly (string | number)[];

/** One value of each type, and values that are easily mistaken for another type. */
const oneOfEach: readonly Json[] = [null, true, 0, -1, 1.5, "", "1", [], ["x"], {}, { x: "x" }];

/** Property names with a meaning in JavaScript, and other unexpected names. */
const strangeNames = [
  "unknown",
  "__proto__",
  "constructor",
  "toString",
  "",
  "\0",
  "a".repeat(3000),
];

const strangeTexts = [
  "\0",
  "\u202e",
  "a".repeat(70_000),
  "::1",
  "=",
  "superserve.x",
  "é".repeat(2000),
];

const strangeNumbers = [-1, 0, 0.5, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e300];

/** JSON texts that no parsed value can express. They replace a value. */
const rawTexts = [
  '"\\ud800"',
  '"\\udc00x"',
  "1e999",
  "-1e999",
  "NaN",
  "undefined",
  "'x'",
  "01",
  '"\n"',
];

/** The depth of nested values: deeper than the stack. */
const depth = 20_000;

/** @returns a value with every property of the schema, from its examples */
export function fullExample(schema: SchemaNode, resolve: Resolve): Json {
  const node = follow(schema, resolve);
  if (node.properties) {
    const properties = Object.entries(node.properties);
    return Object.fromEntries(properties.map(([name, next]) => [name, fullExample(next, resolve)]));
  }
  const [example] = node.examples ?? [];
  if (example === undefined) throw new Error(`No example in ${JSON.stringify(node)}`);
  return example as Json;
}

/** Follows the first alternative: for a nullable schema, the one that is not `null`. */
function follow({ $ref, ...own }: SchemaNode, resolve: Resolve): SchemaNode {
  const node = $ref === undefined ? own : resolve($ref);
  const [first] = node.anyOf ?? [];
  return first === undefined ? node : follow(first, resolve);
}

/** Resolves a `$ref` to its schema. */
export type Resolve = (ref: string) => SchemaNode;

/**
 * Creates mutations of a valid value, each at one place, for every place in the schema. Some of them may
 * still be valid, so callers must check them with a validator.
 *
 * @param valid a value with every property of the schema
 */
export function* mutate(schema: SchemaNode, valid: Json, resolve: Resolve): Generator<Mutation> {
  for (const [path, node] of places(schema, valid, [], resolve)) {
    const at = path.join(".") || "the body";
    const put = (title: string, value: Json): Mutation => ({
      title: `${at}: ${title}`,
      text: JSON.stringify(replace(valid, path, value)),
    });
    for (const value of oneOfEach) yield put(`is ${JSON.stringify(value)}`, value);
    for (const raw of rawTexts)
      yield { title: `${at}: ${JSON.stringify(raw)}`, text: writeRaw(valid, path, raw) };
    yield { title: `${at}: deep array`, text: writeRaw(valid, path, nest("[", "]", "")) };
    yield { title: `${at}: deep object`, text: writeRaw(valid, path, nest('{"":', "}", "0", 4)) };
    yield {
      title: `${at}: deep, with half of a surrogate pair`,
      text: writeRaw(valid, path, nest("[", "]", '"\\ud800"')),
    };
    const value = read(valid, path);
    if (typeof value === "string") yield* textsOf(node, put);
    if (typeof value === "number") yield* numbersOf(node, put);
    if (isObject(value)) yield* objectsOf(node, value, put);
    if (Array.isArray(value))
      yield put(
        "huge",
        Array.from({ length: 20_000 }, () => 0),
      );
  }
}

type Put = (title: string, value: Json) => Mutation;

function* textsOf({ minLength = 0, maxLength }: SchemaNode, put: Put): Generator<Mutation> {
  if (minLength > 0) yield put("too short", "a".repeat(minLength - 1));
  if (maxLength !== undefined) yield put("too long", "a".repeat(maxLength + 1));
  for (const text of strangeTexts) yield put(`is ${JSON.stringify(text.slice(0, 20))}`, text);
}

function* numbersOf({ minimum, maximum }: SchemaNode, put: Put): Generator<Mutation> {
  if (minimum !== undefined) yield put("too small", minimum - 1);
  if (maximum !== undefined) yield put("too large", maximum + 1);
  for (const number of strangeNumbers) yield put(`is ${number}`, number);
}

function* objectsOf(node: SchemaNode, value: JsonObject, put: Put): Generator<Mutation> {
  for (const name of node.required ?? []) {
    const { [name]: _, ...rest } = value;
    yield put(`without ${name}`, rest);
  }
  for (const name of strangeNames)
    yield put(`with ${JSON.stringify(name.slice(0, 20))}`, { ...value, [name]: 1 });
  if (node.maxProperties !== undefined) {
    const many = Array.from({ length: node.maxProperties + 1 }, (_, n) => [`key${n}`, "x"]);
    yield put("too many properties", Object.fromEntries(many) as JsonObject);
  }
}

type JsonObject = { readonly [key: string]: Json };

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Yields every place in the value, with the schema for that place. */
function* places(
  schema: SchemaNode,
  value: Json,
  path: Path,
  resolve: Resolve,
): Generator<[Path, SchemaNode]> {
  const node = follow(schema, resolve);
  yield [path, node];
  if (Array.isArray(value) && node.items)
    for (const [index, item] of value.entries())
      yield* places(node.items, item as Json, [...path, index], resolve);
  if (!isObject(value)) return;
  for (const [name, item] of Object.entries(value)) {
    const { additionalProperties: others } = node;
    const next = node.properties?.[name] ?? (typeof others === "object" ? others : undefined);
    if (next) yield* places(next, item, [...path, name], resolve);
  }
}

function read(value: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (part, step) => (part as Record<string | number, Json> | undefined)?.[step],
    value,
  );
}

function replace(value: Json, [step, ...rest]: Path, by: Json): Json {
  if (step === undefined) return by;
  const part = replace((value as Record<string | number, Json>)[step]!, rest, by);
  return Array.isArray(value)
    ? value.with(Number(step), part)
    : { ...(value as JsonObject), [step]: part };
}

const marker = "\u{1f4cd}";

function writeRaw(value: Json, path: Path, raw: string): string {
  return JSON.stringify(replace(value, path, marker)).replace(JSON.stringify(marker), () => raw);
}

function nest(open: string, close: string, inner: string, shallower = 1): string {
  const levels = depth / shallower;
  return open.repeat(levels) + inner + close.repeat(levels);
}
