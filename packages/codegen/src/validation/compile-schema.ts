import { answerSchemas } from "../api/answer-schemas.ts";
import type { Api } from "../api/api.ts";
import { camelCase } from "../api/words.ts";
import { type Pointer, parsePointer, valueAt } from "../document/pointer.ts";
import { type JsonObject, isObject } from "../document/read-document.ts";
import { literal } from "../emit/literal.ts";
import { isPattern } from "./is-pattern.ts";
import type { CheckWriter, SchemaValue, Spot } from "./check-writer.ts";
import { arrayChecks } from "./array-checks.ts";
import { type Direction, directed } from "./direction.ts";
import { objectChecks } from "./object-checks.ts";
import { kinds, typeTests } from "./json-types.ts";
import { numberChecks, stringChecks } from "./scalar-checks.ts";
import { declaredProperties } from "./undeclared.ts";

/** Keywords whose meaning the emitted code cannot have; the rest are checked or are annotations. */
const unsupported = ["$dynamicRef", "unevaluatedItems", "unevaluatedProperties"];

/** The dialects that the emitted code follows; OpenAPI's own is one of them, with its date or without. */
const dialect =
  /^https:\/\/(json-schema\.org\/draft\/2020-12\/schema|spec\.openapis\.org\/oas\/3\.1\/(dialect|schema)\/.+)#?$/;

/**
 * Writes schemas as TypeScript functions that check a value.
 *
 * Everything is inline but what is large, is referred to or is only asked for yes or no; those are
 * functions of their own, written once for each schema and direction.
 */
export class SchemaCompiler implements CheckWriter {
  readonly #api: Api;
  readonly #open: ReadonlySet<JsonObject>;
  readonly #isDirected: (schema: JsonObject) => boolean;
  readonly #functions = new Map<string, string>();
  readonly #names = new Map<JsonObject, Map<Direction, string>>();
  readonly #placeNames = new Map<SchemaValue, string>();
  readonly #constants = new Map<string, string>();
  readonly #language: "TypeScript" | "JavaScript";
  /** What is named and not yet written: one after the other, so that no chain of references is too long. */
  readonly #waiting: (() => void)[] = [];
  #variables = 0;

  /** @param language what the functions are written in: the one is the other without its types */
  constructor(api: Api, language: "TypeScript" | "JavaScript" = "TypeScript") {
    this.#api = api;
    this.#language = language;
    this.#open = answerSchemas(api);
    this.#isDirected = directed(api);
    this.#refuseDialect(api.document.root, "jsonSchemaDialect");
  }

  /**
   * @param hint what to name the function after
   * @returns the name of a function that checks a value against the schema
   */
  functionFor(schema: SchemaValue, direction: Direction, hint: string): string {
    if (direction === "produced") return this.#placeFunction(schema, hint);
    return this.#functionFor(schema, direction, hint);
  }

  /** Writes a function of its own, since the function of the schema may be one part of another schema. */
  #placeFunction(given: SchemaValue, givenHint: string): string {
    const [schema, hint] = this.#target(given, givenHint);
    const known = this.#placeNames.get(schema);
    if (known !== undefined) return known;
    const base = camelCase(`check ${hint} alone`);
    let name = base;
    for (let n = 2; this.#functions.has(name); n++) name = `${base}${n}`;
    this.#functions.set(name, "");
    this.#placeNames.set(schema, name);
    this.#waiting.push(() => this.#fill(schema, "produced", name, true));
    return name;
  }

  /** @returns the schema that a mere reference leads to, with its name as the hint */
  #target(schema: SchemaValue, hint: string): [schema: SchemaValue, hint: string] {
    if (!isObject(schema) || typeof schema["$ref"] !== "string" || Object.keys(schema).length > 1)
      return [schema, hint];
    const pointer = parsePointer(schema["$ref"].slice(1)) ?? [];
    return this.#target(this.#at(pointer), pointer.at(-1) ?? "root");
  }

  #functionFor(schema: SchemaValue, direction: Direction, hint: string): string {
    if (typeof schema === "boolean")
      return this.#write(schema, direction, schema ? "anything" : "nothing");
    const [target, targetHint] = this.#target(schema, hint);
    if (target !== schema) return this.#functionFor(target, direction, targetHint);
    const effective =
      direction === "either" || direction === "produced" || this.#isDirected(schema)
        ? direction
        : "either";
    let byDirection = this.#names.get(schema);
    if (!byDirection) this.#names.set(schema, (byDirection = new Map()));
    const known = byDirection.get(effective);
    if (known !== undefined) return known;
    const base = camelCase(`check ${hint} ${effective === "either" ? "" : effective}`);
    let name = base;
    for (let n = 2; this.#functions.has(name); n++) name = `${base}${n}`;
    byDirection.set(effective, name);
    return this.#write(schema, effective, name);
  }

  /** @returns the statements that check the value at a spot; each leaves by `return false` when it may stop */
  body(schema: SchemaValue, spot: Spot): string {
    if (schema === true) return "";
    if (schema === false) return `${this.fail(spot.at, "must not be there")}\n`;
    if (spot.value !== "value" && isLarge(schema)) return this.call(schema, spot, "part");
    this.#refuseUnsupported(schema);
    return [
      this.#reference(schema, spot),
      this.#typed(schema, spot),
      this.#values(schema, spot),
      this.#combined(schema, spot),
      this.#conditional(schema, spot),
    ].join("");
  }

  /**
   * @returns the statements for a value that no other schema is about: those of `body` and, for a value
   *   that the API produces, a check that every property is declared
   */
  place(schema: SchemaValue, spot: Spot): string {
    return this.body(schema, spot) + this.#undeclared(schema, spot);
  }

  #undeclared(schema: SchemaValue, { value, at, direction }: Spot): string {
    const names =
      direction === "produced" ? declaredProperties(schema, this.#api.document.root) : undefined;
    if (!names) return "";
    const name = this.variable("name");
    const known = this.constant(
      "known",
      `/* @__PURE__ */ new Set${this.type("<string>")}(${JSON.stringify([...names])})`,
    );
    const failure = this.failIf(
      `!${known}.has(${name}) && ${value}[${name}] !== undefined`,
      `to(out, ${at}, ${name})`,
      "is not declared",
    );
    return `if (isObject(${value})) {\nfor (const ${name} of Object.keys(${value})) {\n${failure}}\n}\n`;
  }

  /** @returns the statement that notes an issue, and leaves when nobody collects them */
  fail(at: string, message: string): string {
    return `if (no(out, ${at}, ${JSON.stringify(message)})) return false;`;
  }

  /** @returns the statement that notes an issue when the condition holds */
  failIf(condition: string, at: string, message: string): string {
    return `if (${condition} && no(out, ${at}, ${JSON.stringify(message)})) return false;\n`;
  }

  /** @returns the statement that checks a value by the function of a schema */
  call(schema: SchemaValue, spot: Spot, hint: string): string {
    const name = this.#functionFor(schema, spot.direction, hint);
    return `if (!${name}(${spot.value}, out, ${spot.at}) && isFull(out)) return false;\n`;
  }

  /** @returns an expression that is true when the value matches the schema */
  test(schema: SchemaValue, spot: Spot, hint: string): string {
    if (typeof schema === "boolean") return String(schema);
    return `${this.#functionFor(schema, spot.direction, hint)}(${spot.value})`;
  }

  /** @returns a name that no other variable of the function has */
  variable(letter: string): string {
    return `${letter}${++this.#variables}`;
  }

  /** @returns the name of a constant that holds the value of an expression without side effects */
  constant(prefix: string, expression: string): string {
    let name = this.#constants.get(expression);
    if (name === undefined) {
      name = `${prefix}${this.#constants.size + 1}`;
      this.#constants.set(expression, name);
    }
    return name;
  }

  /** @returns the name of a constant regular expression; a pattern that is none is a problem of the schema */
  pattern(source: string, schema: JsonObject, field: string): string {
    const flags = isPattern(source, "u") ? "u" : "";
    if (!isPattern(source, flags)) {
      this.#api.document.problems.report(
        this.#api.document.problem(
          "invalid-value",
          `\`${source}\` is not a regular expression.`,
          schema,
          field,
        ),
      );
    }
    return this.constant(
      "pattern",
      `/* @__PURE__ */ new RegExp(${JSON.stringify(source)}, ${JSON.stringify(flags)})`,
    );
  }

  /** @returns whether a property must be there, in that direction */
  mustHave(property: SchemaValue | undefined, direction: Direction): boolean {
    if (direction === "either" || !isObject(property)) return true;
    const target = this.#api.document.resolve(property);
    const absent = direction === "request" ? "readOnly" : "writeOnly";
    return property[absent] !== true && target[absent] !== true;
  }

  /**
   * @returns the constants and functions that were written
   * @throws {DocumentError} with what the emitted code could not check
   */
  finish(): string {
    for (let fill = this.#waiting.shift(); fill; fill = this.#waiting.shift()) fill();
    this.#api.document.problems.throwErrors();
    const constants = [...this.#constants].map(
      ([expression, name]) => `const ${name} = ${expression};\n`,
    );
    return `${constants.join("")}\n${[...this.#functions.values()].join("\n")}`;
  }

  /** @returns the annotation, or nothing in JavaScript */
  type(annotation: string): string {
    return this.#language === "TypeScript" ? annotation : "";
  }

  #write(schema: SchemaValue, direction: Direction, name: string): string {
    if (this.#functions.has(name)) return name;
    this.#functions.set(name, "");
    this.#waiting.push(() => this.#fill(schema, direction, name));
    return name;
  }

  #fill(schema: SchemaValue, direction: Direction, name: string, isPlace = false): void {
    // Variables are counted within a function, so that a change in one leaves the others as they are.
    this.#variables = 0;
    const spot = { value: "value", at: "at", direction };
    const body = isPlace ? this.place(schema, spot) : this.body(schema, spot);
    const parameters =
      body === ""
        ? `..._${this.type(": readonly unknown[]")}`
        : `value${this.type(": unknown")}, out${this.type("?: Findings")}, at${this.type("?: At")}`;
    const head = `function ${name}(${parameters})${this.type(": boolean")} {\n`;
    this.#functions.set(
      name,
      body === ""
        ? `${head}  return true;\n}\n`
        : `${head}  const before = out?.found.length;\n${body}  return out?.found.length === before;\n}\n`,
    );
  }

  #reference(schema: JsonObject, spot: Spot): string {
    const ref = schema["$ref"];
    if (typeof ref !== "string") return "";
    const pointer = parsePointer(ref.slice(1)) ?? [];
    return this.call(this.#at(pointer), spot, pointer.at(-1) ?? "root");
  }

  #at(pointer: Pointer): SchemaValue {
    return valueAt(this.#api.document.root, pointer) as SchemaValue;
  }

  #typed(schema: JsonObject, spot: Spot): string {
    const given = schema["type"];
    const types = (Array.isArray(given) ? given : given === undefined ? [] : [given]) as string[];
    const checks: Readonly<Record<string, string>> = {
      object: objectChecks(this, schema, spot),
      array: arrayChecks(this, schema, spot),
      string: stringChecks(this, schema, spot),
      number: numberChecks(this, schema, spot),
    };
    const tests = types.map((type) => typeTests[type]?.[0].replace("$", spot.value) ?? "true");
    const wanted = `must be ${types.map((type) => typeTests[type]?.[1] ?? type).join(" or ")}`;
    const groups = Object.entries(checks).filter(([, text]) => text !== "");
    const [only] = types;
    const own = checks[only === "integer" ? "number" : (only ?? "")];
    if (types.length === 1 && own !== undefined && own !== "") {
      return `if (!${tests[0]?.replace(/^typeof (.*)$/, "(typeof $1)")}) {\n${this.fail(spot.at, wanted)}\n} else {\n${own}}\n`;
    }
    const unguarded = groups.filter(
      ([type]) =>
        types.length === 0 ||
        types.includes(type) ||
        (type === "number" && types.includes("integer")),
    );
    const guarded = unguarded.map(
      ([type, text]) => `if (${typeTests[type]?.[0].replace("$", spot.value)}) {\n${text}}\n`,
    );
    const check =
      types.length === 0 ? "" : this.failIf(`!(${tests.join(" || ")})`, spot.at, wanted);
    return check + guarded.join("");
  }

  #values(schema: JsonObject, spot: Spot): string {
    const values = schema["enum"];
    const only = "const" in schema ? this.#oneOf([schema["const"]], spot) : "";
    if (!Array.isArray(values)) return only;
    // An enum that the API sends may grow; what is known of the value is its type.
    if (values.length > 1 && spot.direction !== "produced" && this.#open.has(schema))
      return (
        only + (schema["type"] === undefined ? this.#typed({ type: kinds(values) }, spot) : "")
      );
    return only + this.#oneOf(values, spot);
  }

  #oneOf(values: readonly unknown[], spot: Spot): string {
    const tests = values.map((value) =>
      typeof value === "object" && value !== null
        ? `same(${spot.value}, ${literal(value)})`
        : `${spot.value} === ${JSON.stringify(value)}`,
    );
    const listed = values.map((value) => JSON.stringify(value)).join(", ");
    return this.failIf(
      `!(${tests.join(" || ")})`,
      spot.at,
      values.length === 1 ? `must be ${listed}` : `must be one of ${listed}`,
    );
  }

  #combined(schema: JsonObject, spot: Spot): string {
    const list = (field: string): SchemaValue[] | undefined =>
      Array.isArray(schema[field]) ? (schema[field] as SchemaValue[]) : undefined;
    const tests = (schemas: SchemaValue[], hint: string): string[] =>
      schemas.map((item) => this.test(item, spot, hint));
    const [all, any, one] = [list("allOf"), list("anyOf"), list("oneOf")];
    let text = (all ?? []).map((item) => this.body(item, spot)).join("");
    const nullable = nonNull(any);
    // A message about the value is of more use than one about alternatives.
    if (nullable !== undefined) {
      const body = this.body(nullable, spot);
      if (body !== "") text += `if (${spot.value} !== null) {\n${body}}\n`;
    } else if (any)
      text += this.failIf(
        `!(${tests(any, "any").join(" || ")})`,
        spot.at,
        `must match at least one of ${any.length} alternatives`,
      );
    if (one)
      text += this.failIf(
        `${tests(one, "one")
          .map((test) => `Number(${test})`)
          .join(" + ")} !== 1`,
        spot.at,
        `must match exactly one of ${one.length} alternatives`,
      );
    const not = schema["not"] as SchemaValue | undefined;
    if (not !== undefined)
      text += this.failIf(this.test(not, spot, "not"), spot.at, "must not match what is excluded");
    return text;
  }

  #conditional(schema: JsonObject, spot: Spot): string {
    const condition = schema["if"] as SchemaValue | undefined;
    if (condition === undefined) return "";
    const branch = (field: "then" | "else"): string => {
      const part = schema[field] as SchemaValue | undefined;
      return part === undefined ? "" : this.call(part, spot, field);
    };
    const [then, otherwise] = [branch("then"), branch("else")];
    if (then === "" && otherwise === "") return "";
    return `if (${this.test(condition, spot, "if")}) {\n${then}} else {\n${otherwise}}\n`;
  }

  #refuseUnsupported(schema: JsonObject): void {
    this.#refuseDialect(schema, "$schema");
    for (const field of unsupported) {
      if (!(field in schema)) continue;
      const message = `\`${field}\` cannot be checked by a generated validator. Say it without, or leave the artefacts "validators" and "examples" out.`;
      this.#api.document.problems.report(
        this.#api.document.problem("unsupported-keyword", message, schema, field, "key"),
      );
    }
  }

  /** JSON Schema 2020-12, core 8.1.1: in another dialect the same words may mean something else. */
  #refuseDialect(object: JsonObject, field: "$schema" | "jsonSchemaDialect"): void {
    const uri = object[field];
    if (typeof uri !== "string" || dialect.test(uri)) return;
    const message = `\`${uri}\` is a dialect that a generated validator cannot follow: it follows JSON Schema 2020-12. Leave \`${field}\` out, or the artefacts "validators" and "examples".`;
    this.#api.document.problems.report(
      this.#api.document.problem("unsupported-keyword", message, object, field),
    );
  }
}

/** @returns the other alternative, where there are two and one is just `null` */
function nonNull(alternatives: readonly SchemaValue[] | undefined): JsonObject | undefined {
  if (alternatives?.length !== 2) return undefined;
  const isNull = (item: SchemaValue): boolean =>
    isObject(item) && item["type"] === "null" && Object.keys(item).length === 1;
  const other = alternatives.find((item) => !isNull(item));
  return alternatives.some(isNull) && isObject(other) ? other : undefined;
}

/**
 * Whether a schema inside another one is better off in a function of its own: what the compiler
 * spends on a function grows with the square of its length.
 */
function isLarge(schema: JsonObject): boolean {
  return isObject(schema["properties"]) && Object.keys(schema["properties"]).length > 10;
}
